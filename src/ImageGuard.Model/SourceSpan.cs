namespace ImageGuard.Model;

/// <summary>A stretch of text in a document that a reader has read.</summary>
/// <param name="Document">The document, as its reader knows it: a syntax tree for C#, a file for scripts. Compared by reference.</param>
/// <param name="Start">Offset of the first character, from 0.</param>
/// <param name="Length">Number of UTF-16 code units.</param>
public readonly record struct SourceSpan(object Document, int Start, int Length);
