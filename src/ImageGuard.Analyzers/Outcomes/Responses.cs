using ImageGuard.Analyzers.Requests;
using ImageGuard.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers.Outcomes;

/// <summary>
/// Tells whether somebody reads the body of a response: the engine has answered 200 before it says there that the operation has failed.
/// </summary>
internal static class Responses
{
    /// <summary>The operation with the failure that goes unseen, if one does.</summary>
    public static ImageOperation WithOutcome(ImageOperation operation, IInvocationOperation request) =>
        operation.Kind is ImageOperationKind.Load or ImageOperationKind.Pull or ImageOperationKind.Build or ImageOperationKind.Import or ImageOperationKind.Push && !IsRead(request)
            ? operation with { IgnoredFailure = new IgnoredFailure(request.CalleeSyntax().ToSourceSpan(), "nobody reads the body of its response") }
            : operation;

    private static bool IsRead(IOperation value)
    {
        while (value.Parent is IConversionOperation or IAwaitOperation or IParenthesizedOperation
            or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "EnsureSuccessStatusCode" or "GetAwaiter" or "GetResult" }
            or IPropertyReferenceOperation { Property.Name: "Result" })
        {
            value = value.Parent;
        }

        return value.Parent switch
        {
            IExpressionStatementOperation or IUsingOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
            IPropertyReferenceOperation { Property: { Name: var name, ContainingType: var type } } when HttpApi.Response.Is(type) => name == "Content",
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => value.Root().All()
                .Any(use => use is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsRead(use)),
            _ => true,
        };
    }
}
