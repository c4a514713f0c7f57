namespace ImageGuard.Tool.Guarding;

/// <summary>What a failure tells the user of a shell to do, where the guard's own advice speaks to programs.</summary>
internal static class ShellAdvice
{
    /// <summary>The message of a failure.</summary>
    public static string MessageOf(ImageGuardException failure) => Of(failure.Kind) is { } advice
        ? failure.Message.Replace(failure.Failure.Advice, advice, StringComparison.Ordinal)
        : failure.Message;

    /// <summary>The message of a journal that cannot be used.</summary>
    public static string MessageOf(JournalException failure) => failure.Message
        .Replace("ImageGuardOptions.StateFolder", "--state-folder", StringComparison.Ordinal)
        .Replace("ImageGuardOptions.Journal allows it", "--journal optional says so", StringComparison.Ordinal);

    private static string? Of(FailureKind kind) => kind switch
    {
        FailureKind.Unnamed => "Name it first: imageguard tag ID NAME, or for an archive: imageguard load --name NAME.",
        FailureKind.LockTimeout => "Wait for the operations named, or allow more time with --lock-timeout.",
        FailureKind.NotDurable =>
            "See the kernel's log, mend or replace the disk and start the machine anew; then run: imageguard recover.",
        FailureKind.UnknownOutcome => "Its locks are kept until that is settled.",
        _ => null,
    };
}
