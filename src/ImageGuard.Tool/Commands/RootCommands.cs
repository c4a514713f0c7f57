using System.CommandLine;
using System.CommandLine.Help;
using ImageGuard.Tool.Commands.Guarded;

namespace ImageGuard.Tool.Commands;

/// <summary>All commands.</summary>
internal static class RootCommands
{
    /// <summary>The command line's grammar. No RootCommand, which would be called like our assembly in all help.</summary>
    public static Command Create()
    {
        var root = new Command("imageguard", "Finds unsafe Docker image operations in scripts and projects, and offers safe ones to shells.")
        {
            new HelpOption("--help", "-h"),
            new VersionOption(),
            LintCommand.Create(),
            ExplainCommand.Create(),
            RemoveCommand.Create(),
            LoadCommand.Create(),
            SaveCommand.Create(),
            PullCommand.Create(),
            PushCommand.Create(),
            TagCommand.Create(),
            BuildCommand.Create(),
            CommitCommand.Create(),
            ImportCommand.Create(),
            PruneCommand.Create(),
            ListCommand.Create(),
            VerifyCommand.Create(),
            RecoverCommand.Create(),
            DoctorCommand.Create(),
            CompletionCommand.Create(),
        };
        root.Subcommands.Add(CompleteCommand.Create(root));
        return root;
    }
}
