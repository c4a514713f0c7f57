using System.Xml;
using ImageGuard.Model;

namespace ImageGuard.Scripts.Formats;

/// <summary>A command that a project has the shell run.</summary>
/// <param name="Start">Where its text begins in the file, entities undecoded.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Target">The number of the target that it stands in.</param>
/// <param name="Condition">Its condition, or nothing.</param>
/// <param name="FailureIsIgnored">Whether the build goes on, and succeeds, when it fails.</param>
internal sealed record MSBuildCommand(int Start, int End, int Target, string Condition, bool FailureIsIgnored);

/// <summary>What stands in a project: properties and commands, as far as its XML can be read.</summary>
internal sealed class MSBuildProject
{
    private readonly string _text;
    private readonly List<Line> _lines;
    private int _target;

    private MSBuildProject(ScriptFile file)
    {
        _text = file.Text;
        _lines = [.. Lines.Of(file.Text)];
    }

    /// <summary>The values of each property, in their order.</summary>
    public List<(string Name, string Value)> Properties { get; } = [];

    public List<MSBuildCommand> Commands { get; } = [];

    /// <summary>Reads a project; a mistake in it ends the reading, and what stands before it counts.</summary>
    public static MSBuildProject Read(ScriptFile file, ICollection<ScriptProblem> problems)
    {
        var project = new MSBuildProject(file);
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };
        try
        {
            using var reader = XmlReader.Create(new StringReader(file.Text), settings);
            project.Read(reader);
        }
        catch (XmlException exception)
        {
            var place = project.OffsetOf(exception.LineNumber, exception.LinePosition);
            problems.Add(new ScriptProblem(new SourceSpan(file, place, 0), $"the XML is broken: {exception.Message}"));
        }

        return project;
    }

    private void Read(XmlReader reader)
    {
        var open = new Stack<string>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var name = reader.LocalName;
                    var isEmpty = reader.IsEmptyElement;
                    _target += name == "Target" ? 1 : 0;
                    if (name == "Exec")
                    {
                        ReadExec(reader);
                    }

                    if (!isEmpty)
                    {
                        open.Push(name);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA when open.Count >= 2 && open.ElementAt(1) == "PropertyGroup":
                    Properties.Add((open.Peek(), reader.Value.Trim()));
                    if (open.Peek() is "PreBuildEvent" or "PostBuildEvent" && reader.NodeType == XmlNodeType.Text)
                    {
                        var start = OffsetOf((IXmlLineInfo)reader);
                        Commands.Add(new MSBuildCommand(start, EndOf('<', start), Target: 0, "'$(OS)'=='Windows_NT'", FailureIsIgnored: false));
                    }

                    break;
            }
        }
    }

    private void ReadExec(XmlReader reader)
    {
        var command = (Start: 0, End: 0);
        var condition = "";
        var failureIsIgnored = false;
        while (reader.MoveToNextAttribute())
        {
            switch (reader.LocalName)
            {
                case "Command":
                    command = ValueAt(OffsetOf((IXmlLineInfo)reader));
                    break;
                case "Condition":
                    condition = reader.Value;
                    break;
                case "ContinueOnError" when IsOneOf(reader.Value, "true", "WarnAndContinue"):
                case "IgnoreExitCode" when IsOneOf(reader.Value, "true"):
                    failureIsIgnored = true;
                    break;
            }
        }

        Commands.Add(new MSBuildCommand(command.Start, command.End, _target, condition, failureIsIgnored));
    }

    private static bool IsOneOf(string value, params string[] values) => values.Contains(value, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the value of the attribute stands whose name begins at an offset.</summary>
    private (int Start, int End) ValueAt(int name)
    {
        var start = Math.Min(EndOf('=', name) + 1, _text.Length);
        while (start < _text.Length && _text[start] is not ('"' or '\''))
        {
            start++;
        }

        return start == _text.Length ? (start, start) : (start + 1, EndOf(_text[start], start + 1));
    }

    private int EndOf(char character, int start) => _text.IndexOf(character, start) is >= 0 and var end ? end : _text.Length;

    private int OffsetOf(IXmlLineInfo place) => OffsetOf(place.LineNumber, place.LinePosition);

    private int OffsetOf(int line, int position) =>
        line <= 0 ? 0
            : line > _lines.Count ? _text.Length
            : Math.Min(_lines[line - 1].Start + Math.Max(position - 1, 0), _text.Length);
}
