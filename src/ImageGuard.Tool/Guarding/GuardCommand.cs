using System.CommandLine;
using Docker.DotNet;

namespace ImageGuard.Tool.Guarding;

/// <summary>What a guarded command works with.</summary>
/// <param name="Parsed">Its command line.</param>
/// <param name="Guard">The guard.</param>
/// <param name="CancellationToken">Cancelled by Ctrl-C.</param>
internal sealed record GuardContext(ParseResult Parsed, DockerImageGuard Guard, CancellationToken CancellationToken);

/// <summary>The one way in which guarded commands run: open the guard, do the work, and turn its failures into messages and exit codes.</summary>
internal static class GuardCommand
{
    /// <summary>Makes a command of its symbols and what it does, which succeeds unless it throws.</summary>
    public static Command Create(string name, string description, IEnumerable<Symbol> symbols, Func<GuardContext, Task> run) =>
        Create(name, description, symbols, async context =>
        {
            await run(context);
            return ExitCode.Success;
        });

    /// <summary>Makes a command of its symbols and what it does, which says how it ends.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="symbols">Its arguments and options.</param>
    /// <param name="run">Does it.</param>
    /// <param name="recovers">Whether what was interrupted before is recovered first, as far as that needs no waiting.</param>
    public static Command Create(
        string name, string description, IEnumerable<Symbol> symbols, Func<GuardContext, Task<int>> run, bool recovers = true)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option)
            {
                command.Options.Add(option);
            }
            else
            {
                command.Arguments.Add((Argument)symbol);
            }
        }

        EngineOptions.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, run, recovers));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<GuardContext, Task<int>> run, bool recovers)
    {
        using var interruption = new Interruption();
        try
        {
            using var client = EngineOptions.Connect(EngineOptions.EndpointOf(parsed));
            var options = EngineOptions.GuardOptionsOf(parsed);
            options.RecoverAtOpen = recovers;
            await using var guard = await DockerImageGuard.OpenAsync(client, options, cancellationToken: interruption.Token);
            foreach (var recovered in guard.RecoveredAtOpen.Operations)
            {
                Say(0, $"Recovered: {recovered}");
            }

            return await RunAsync(new GuardContext(parsed, guard, interruption.Token), run, interruption);
        }
        catch (OperationCanceledException)
        {
            return Say(ExitCode.Interrupted, "Interrupted; nothing has been changed.");
        }
        catch (ImageGuardException failure)
        {
            return Say(ExitCode.Failure, ShellAdvice.MessageOf(failure));
        }
        catch (DockerApiException failure)
        {
            return Say(ExitCode.Failure, $"The engine refused: {failure.Message}");
        }
        catch (HttpRequestException failure)
        {
            return Say(ExitCode.Usage, $"No engine answers at {EngineOptions.EndpointOf(parsed)}: {failure.Message.TrimEnd('.')}. Start it, or name another with --host or DOCKER_HOST.");
        }
        catch (JournalException failure)
        {
            return Say(ExitCode.Usage, ShellAdvice.MessageOf(failure));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Say(ExitCode.Usage, failure.Message);
        }
    }

    private static async Task<int> RunAsync(GuardContext context, Func<GuardContext, Task<int>> run, Interruption interruption)
    {
        try
        {
            return await run(context);
        }
        catch (UnknownOutcomeException failure)
        {
            return await SettleAsync(failure, interruption);
        }
    }

    /// <summary>The call broke off after it had reached the engine. The process stays, and with it the locks, until it is known what came of it.</summary>
    private static async Task<int> SettleAsync(UnknownOutcomeException failure, Interruption interruption)
    {
        Say(0, interruption.IsRequested
            ? "Interrupted, but the engine has got the request. Waiting to see whether it carries it out; press Ctrl-C again not to wait."
            : $"{ShellAdvice.MessageOf(failure)} Waiting for that; press Ctrl-C twice not to wait.");
        if (await Task.WhenAny(failure.Settled, interruption.Insisted) != failure.Settled)
        {
            return Say(ExitCode.Unknown, "Not waited for: the engine may still carry it out. The locks are released now; look at the image before you go on.");
        }

        return await failure.Settled switch
        {
            SettledOutcome.Completed => Say(interruption.IsRequested ? ExitCode.Interrupted : ExitCode.Success, "The engine has carried it out all the same."),
            SettledOutcome.NotCompleted => Say(interruption.IsRequested ? ExitCode.Interrupted : ExitCode.Failure, "The engine has not carried it out."),
            _ => Say(ExitCode.Unknown, "The engine could not be asked whether it has carried it out. Look at the image before you go on."),
        };
    }

    private static int Say(int exitCode, string message)
    {
        Console.Error.WriteLine($"imageguard: {message}");
        return exitCode;
    }
}
