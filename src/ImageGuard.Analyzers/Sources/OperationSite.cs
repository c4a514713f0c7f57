using ImageGuard.Model;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Sources;

/// <summary>An image operation and the call that performs it.</summary>
internal sealed record OperationSite(ImageOperation Operation, IInvocationOperation Call);
