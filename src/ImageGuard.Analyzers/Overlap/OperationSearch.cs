using System.Collections.Concurrent;
using ImageGuard.Analyzers.Sources;
using ImageGuard.Analyzers.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Overlap;

/// <summary>Tells whether code leads to an image operation at all, by itself or by what it calls. That is asked before code is walked, which costs more.</summary>
internal sealed class OperationSearch
{
    private readonly ImageNames _names;
    private readonly OperationReader _reader;
    private readonly CallTargets _targets;
    private readonly SourceModels _models;
    private readonly ConcurrentDictionary<IMethodSymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    public OperationSearch(ImageNames names, OperationReader reader, CallTargets targets, SourceModels models)
    {
        _names = names;
        _reader = reader;
        _targets = targets;
        _models = models;
    }

    /// <summary>Whether a body leads to an operation.</summary>
    public bool IsIn(IOperation body) => IsFrom(body, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default));

    /// <summary>Whether a method, a lambda or a local function does.</summary>
    /// <param name="method">The method.</param>
    /// <param name="body">Its body.</param>
    public bool IsIn(IMethodSymbol method, IOperation body)
    {
        if (!_methods.TryGetValue(method, out var isIn))
        {
            isIn = IsFrom(body, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { method });
            _methods[method] = isIn;
        }

        return isIn;
    }

    /// <summary>The cheap check: whether a method of this name, or one that implements or overrides it, may lead to an image operation.</summary>
    public bool MayLeadToImages(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.LambdaMethod or MethodKind.LocalFunction => true,
        MethodKind.Constructor => _names.LeadToImages(method.ContainingType.Name),
        _ => _names.LeadToImages(PlainName((method.AssociatedSymbol ?? method).Name)),
    };

    /// <summary>An explicit implementation's name begins with that of its interface.</summary>
    private static string PlainName(string name) => name.LastIndexOf('.') is var dot and > 0 ? name.Substring(dot + 1) : name;

    private bool IsFrom(IOperation body, HashSet<IMethodSymbol> seen)
    {
        var open = new Stack<IOperation>();
        open.Push(body);
        while (open.Count > 0)
        {
            foreach (var operation in open.Pop().All())
            {
                if (IsOperation(operation))
                {
                    return true;
                }

                if (CalledBy(operation) is not { } called || !MayLeadToImages(called.Method) || _targets.Of(called.Method, called.IsVirtual) is not { } target || !seen.Add(target))
                {
                    continue;
                }

                if (_methods.TryGetValue(target, out var isKnownToLead))
                {
                    if (isKnownToLead)
                    {
                        return true;
                    }
                }
                else if (_models.BodyOf(target) is { } further)
                {
                    open.Push(further);
                }
            }
        }

        // Nothing has been found on any way from here, so nothing is to be found from any place on the way.
        foreach (var method in seen)
        {
            _methods[method] = false;
        }

        return false;
    }

    /// <summary>Whether something works on images itself, or speaks of a delegate that may.</summary>
    private bool IsOperation(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation => _reader.Read((IInvocationOperation)operation) is not null,
        OperationKind.FieldReference or OperationKind.PropertyReference or OperationKind.EventReference or OperationKind.MethodReference =>
            operation is IMemberReferenceOperation { Type.TypeKind: TypeKind.Delegate, Member.Name: var holder } && _names.LeadToImages(holder),
        _ => false,
    };

    private static (IMethodSymbol Method, bool IsVirtual)? CalledBy(IOperation operation) => operation.Kind switch
    {
        OperationKind.Invocation when operation is IInvocationOperation call => (call.TargetMethod, call.IsVirtual),
        OperationKind.MethodReference when operation is IMethodReferenceOperation reference => (reference.Method, reference.IsVirtual),
        OperationKind.ObjectCreation when operation is IObjectCreationOperation { Constructor: { } constructor } => (constructor, false),
        OperationKind.PropertyReference when operation is IPropertyReferenceOperation { Property.GetMethod: { } getter } property => (getter, property.Instance is not null),
        _ => null,
    };
}
