using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImageGuard.Analyzers;

internal static class OperationExtensions
{
    private static readonly ConditionalWeakTable<IOperation, IOperation[]> Flattened = new();

    /// <summary>An operation and all below it, gone through once: of a body several questions are asked.</summary>
    public static IOperation[] All(this IOperation root) => Flattened.GetValue(root, static operation => [.. operation.DescendantsAndSelf()]);

    /// <summary>The value passed for a parameter, or null where the method has none of that name.</summary>
    public static IOperation? ArgumentFor(this IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    /// <summary>What a method is called on: the instance, or the first argument of an extension method.</summary>
    public static IOperation? Receiver(this IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);

    /// <summary>The value with what waits for it around it: <c>await value.ConfigureAwait(false)</c>.</summary>
    public static IOperation Awaited(this IOperation value)
    {
        while (value.Parent is IConversionOperation or IAwaitOperation or IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) })
        {
            value = value.Parent;
        }

        return value;
    }

    /// <summary>The member's body, or the initializer, that the operation stands in.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>What runs when the function does, in the order of the source: functions inside it are somebody else's to run.</summary>
    public static IEnumerable<IOperation> DescendantsInFunction(this IOperation function)
    {
        var open = new Stack<IOperation>(function.ChildOperations.Reverse());
        while (open.Count > 0)
        {
            var operation = open.Pop();
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
            {
                open.Push(child);
            }
        }
    }

    /// <summary>The part of a call that names what is called, which is what a finding marks: <c>client.Images.DeleteImageAsync</c>.</summary>
    public static SyntaxNode CalleeSyntax(this IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: var callee } ? callee : call.Syntax;
}
