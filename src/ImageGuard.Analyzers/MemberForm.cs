using ImageGuard.Scripts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImageGuard.Analyzers;

/// <summary>What the syntax of a member tells, before anything is bound.</summary>
internal sealed class MemberForm
{
    /// <summary>What variables are called that hold a command or a part of one.</summary>
    private static readonly string[] CommandWords = ["arg", "cmd", "command", "line", "script", "info", "docker", "podman"];

    private readonly HashSet<int> _used = [];
    private readonly List<int> _functions = [];
    private readonly List<TypeSyntax> _parameterTypes = [];
    private readonly HashSet<int> _unawaited = [];
    private readonly HashSet<int> _handedOn = [];

    public MemberForm(SyntaxNode member)
    {
        foreach (var node in member.DescendantNodes())
        {
            switch (node)
            {
                case SimpleNameSyntax name:
                    Read(name, member);
                    break;
                case ParameterSyntax { Type: { } type }:
                    _parameterTypes.Add(type);
                    break;
                case LocalFunctionStatementSyntax function:
                    _functions.Add(Words.NumberOf(function.Identifier.ValueText));
                    break;
                case AnonymousFunctionExpressionSyntax lambda when CodeMembers.NameOfAssigned(lambda) is { } assigned:
                    _functions.Add(Words.NumberOf(assigned));
                    break;
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text }:
                    HasCommand |= ContainerCommands.IsAnyIn(text);
                    break;
                case InterpolatedStringTextSyntax { TextToken.ValueText: var text }:
                    HasCommand |= ContainerCommands.IsAnyIn(text);
                    break;
            }
        }
    }

    /// <summary>The names that it uses.</summary>
    public HashSet<int> Used => _used;

    /// <summary>Its local functions, and the delegates that get its lambdas.</summary>
    public IReadOnlyList<int> Functions => _functions;

    /// <summary>The types of its parameters, and of those of functions in it.</summary>
    public IReadOnlyList<TypeSyntax> ParameterTypes => _parameterTypes;

    /// <summary>Whether it passes a text to a method that runs commands by its name.</summary>
    public bool CallsRunner { get; private set; }

    /// <summary>Whether a text of it has a command's word that may work on images or remove containers.</summary>
    public bool HasCommand { get; private set; }

    /// <summary>The methods that it calls without waiting for them there and then, if they return before they end.</summary>
    public IReadOnlyCollection<int> Unawaited => _unawaited;

    /// <summary>The methods that it hands on as values, or calls in a function of its own that somebody else may run.</summary>
    public IReadOnlyCollection<int> HandedOn => _handedOn;

    private void Read(SimpleNameSyntax name, SyntaxNode member)
    {
        var number = Words.NumberOf(name.Identifier.ValueText);
        _used.Add(number);
        CallsRunner = CallsRunner || IsCalledWithText(name);
        switch (NameUses.Of(name, member))
        {
            case NameUse.Unawaited:
                _unawaited.Add(number);
                break;
            case NameUse.HandedOn:
                _handedOn.Add(number);
                break;
        }
    }

    private static bool IsCalledWithText(SimpleNameSyntax name) =>
        name.Call() is { } call && TellingNames.IsOne(name.Identifier.ValueText) && call.ArgumentList.Arguments.Any(argument => MayBeText(argument.Expression));

    private static bool MayBeText(ExpressionSyntax argument) =>
        argument is InterpolatedStringExpressionSyntax or CollectionExpressionSyntax or BinaryExpressionSyntax
            or ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or BaseObjectCreationExpressionSyntax
        || argument.IsKind(SyntaxKind.StringLiteralExpression)
        || (argument is IdentifierNameSyntax { Identifier.ValueText: var name } && CommandWords.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));
}
