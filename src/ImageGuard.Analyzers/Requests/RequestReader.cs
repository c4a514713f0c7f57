using ImageGuard.Analyzers.Commands;
using ImageGuard.Analyzers.Values;
using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Requests;

/// <summary>Tells what requests a call sends to an engine.</summary>
internal sealed class RequestReader
{
    /// <summary>Where engines listen.</summary>
    private static readonly WordSearch Sockets = new(["docker.sock", "docker_engine", "podman.sock"]);

    /// <summary>What a program calls itself that talks to an engine.</summary>
    private static readonly WordSearch EngineNames = new(["docker", "podman"], StringComparison.OrdinalIgnoreCase);

    private readonly ImageReader _images;
    private readonly ChangeReader _changes;
    private readonly TextValueReader _texts;

    /// <param name="images">Tells what is known of an image's name.</param>
    /// <param name="changes">How objects have been made.</param>
    /// <param name="texts">A reader of its own for each call: it gives up after a while.</param>
    public RequestReader(ImageReader images, ChangeReader changes, TextValueReader texts)
    {
        _images = images;
        _changes = changes;
        _texts = texts;
    }

    /// <summary>The cheap check: whether a method of this name can be in the table.</summary>
    public static bool IsCandidate(string methodName) => ByName.Contains(methodName);

    /// <summary>The row of the table that a call is, or null.</summary>
    public static HttpMethodCall? MethodOf(IInvocationOperation call) =>
        ByName[call.TargetMethod.Name].FirstOrDefault(row => row.Type.Is(call.TargetMethod.ContainingType));

    /// <summary>What a call sends, as alternatives.</summary>
    /// <param name="call">The call.</param>
    /// <param name="method">Its row in the table.</param>
    /// <param name="frame">The calls that have led there.</param>
    /// <param name="root">The call that the operations shall stand at: the first of those.</param>
    public CallReading Read(IInvocationOperation call, HttpMethodCall method, CallFrame? frame, IInvocationOperation root)
    {
        var requests = ReadRequests(call, method, frame).ToArray();
        var words = new CommandWords(_images, root.Syntax.SyntaxTree);
        var place = root.CalleeSyntax().ToSourceSpan();
        var operations = requests
            .Select(request => EngineRequest.Read(request.Verb, words.PartsOf(request.Target, HoleExtent.WithinWord), place))
            .OfType<EngineRequest>()
            .Where(request => request.NamesEngine || SpeaksToEngine(call))
            .Select(request => new CommandReading([request.Operation], []));
        return CallReading.Of(operations) with { IsOpen = requests.Any(request => request.Target.Any(part => part.IsOpen)) };
    }

    private IEnumerable<Request> ReadRequests(IInvocationOperation call, HttpMethodCall method, CallFrame? frame)
    {
        if (method.Verb is { } verb)
        {
            return call.ArgumentFor(HttpApi.TargetParameter) is { } target ? TargetsOf(new(target, frame)).Select(text => new Request(verb, text)) : [];
        }

        if (call.ArgumentFor(HttpApi.RequestParameter) is not { } request)
        {
            return [];
        }

        var changes = _changes.ChangesOf(new(request, frame));
        return LastOf(changes, "Method", "method") is { } named && LastOf(changes, "RequestUri", HttpApi.TargetParameter) is { } url
            ? TargetsOf(url).Select(text => new Request(VerbOf(named), text))
            : [];
    }

    /// <summary>What a property of a request was set to last, by its creation or later.</summary>
    private static FramedValue? LastOf(IReadOnlyList<Change> changes, string property, string parameter)
    {
        FramedValue? last = null;
        foreach (var change in changes)
        {
            var value = change switch
            {
                { Kind: ChangeKind.Set, Path: "", Operation: IObjectCreationOperation creation } =>
                    creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value,
                { Kind: ChangeKind.Set } when change.Path == property => change.Operation,
                _ => null,
            };
            last = value is null ? last : new FramedValue(value, change.Frame);
        }

        return last;
    }

    /// <summary>What a URL can be: a text, or a <c>Uri</c> that is made of one, perhaps below another.</summary>
    private IReadOnlyList<TextPart[]> TargetsOf(FramedValue url)
    {
        var changes = ValueSources.Unwrap(url.Operation) is { Type.SpecialType: not SpecialType.System_String } value ? _changes.ChangesOf(new(value, url.Frame)) : [];
        return changes is [{ Operation: IObjectCreationOperation { Arguments: var arguments } creation, Frame: var frame }, ..] && HttpApi.Uri.Is(creation.Type)
            && arguments.LastOrDefault(argument => argument.Parameter?.Name is "uriString" or "relativeUri") is { } text
                ? TargetsOf(new(text.Value, frame))
                : _texts.Read(url);
    }

    /// <summary>The HTTP method's name; empty where it cannot be told.</summary>
    private string VerbOf(FramedValue method) => _changes.ChangesOf(method) switch
    {
        [{ Operation: IPropertyReferenceOperation { Property: { Name: var name, ContainingType: var type } } }] when HttpApi.Method.Is(type) => name,
        [{ Operation: IObjectCreationOperation { Arguments: [{ Value.ConstantValue: { HasValue: true, Value: string name } }] } }] => name,
        _ => "",
    };

    /// <summary>
    /// Whether code that sends requests without a version is an engine's client. Other services have images too, so its own names must say so,
    /// or the socket's.
    /// </summary>
    private static bool SpeaksToEngine(IInvocationOperation call)
    {
        var type = call.SemanticModel?.GetEnclosingSymbol(call.Syntax.SpanStart)?.ContainingType;
        return (type is not null && EngineNames.IsIn(type.ToDisplayString()))
            || EngineNames.IsIn(call.Syntax.ToString())
            || Sockets.IsIn(call.Syntax.SyntaxTree, CancellationToken.None);
    }

    private static ILookup<string, HttpMethodCall> ByName { get; } = HttpApi.Calls.ToLookup(row => row.Name);

    /// <summary>What a call may send.</summary>
    private sealed record Request(string Verb, TextPart[] Target);
}
