using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Outcomes;

/// <summary>
/// Tells whether somebody reads the failures in the stream that a build answers with. The stream is text, and callers search it in their
/// own ways: whoever looks for an error by its name is taken to find it, and so is whoever gets the stream out of sight.
/// </summary>
internal sealed class BuildStreams
{
    /// <summary>How many methods the stream, or its text, is followed through.</summary>
    private const int MaxSteps = 3;

    /// <summary>How the engine's message names a failure: <c>{"error":"…","errorDetail":{…}}</c>.</summary>
    private const string Failure = "error";

    /// <summary>The framework's and the JSON libraries' ways to look for a name.</summary>
    private static HashSet<string> Searches { get; } =
    [
        "Contains", "ContainsKey", "EndsWith", "Equals", "GetProperty", "GetValue", "IndexOf", "IsMatch", "Match", "SelectToken", "StartsWith",
        "TryGetProperty", "TryGetPropertyValue", "TryGetValue", "Value",
    ];

    private readonly SourceModels _models;

    public BuildStreams(SourceModels models) => _models = models;

    public bool ErrorsAreRead(IInvocationOperation build) => Leaves(build) || LooksForErrors(build.Root(), MaxSteps);

    /// <summary>Whether a stream goes to the caller or into an object, where others may read it.</summary>
    private static bool Leaves(IOperation stream) => stream.Awaited().Parent switch
    {
        IReturnOperation => true,
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => stream.Root().All()
            .Any(use => use is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && Leaves(use)),
        _ => false,
    };

    private bool LooksForErrors(IOperation body, int steps) => body.Descendants().Any(operation => operation switch
    {
        ILiteralOperation { ConstantValue.Value: string text } => Names(text) && IsSought(operation),
        IPropertyReferenceOperation { Property: { IsStatic: false, Name: var name } } => name.StartsWith(Failure, StringComparison.OrdinalIgnoreCase),
        IDynamicMemberReferenceOperation { MemberName: var name } => Names(name),
        IInvocationOperation call => call.Arguments.Any(IsStreamOrText) && LooksForErrors(call.TargetMethod, steps),
        _ => false,
    });

    private bool LooksForErrors(IMethodSymbol method, int steps) => steps > 0
        && (_models.BodyOf(method) is { } body ? LooksForErrors(body, steps - 1) : method.DeclaringSyntaxReferences.Length > 0);

    private static bool Names(string text) => text.IndexOf(Failure, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether a text is looked for, rather than written: <c>Contains("error")</c>, <c>message["error"]</c>, <c>== "error"</c>.</summary>
    private static bool IsSought(IOperation text) => text.Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: var name } } => Searches.Contains(name),
        IArgumentOperation { Parent: IPropertyReferenceOperation } or IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } => true,
        IConversionOperation or IConstantPatternOperation => true,
        _ => false,
    };

    private static bool IsStreamOrText(IArgumentOperation argument) =>
        argument.Value.Type is { SpecialType: SpecialType.System_String } or { Name: "Stream" or "StreamReader" or "TextReader" };
}
