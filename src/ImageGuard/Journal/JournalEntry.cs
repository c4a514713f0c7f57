using ImageGuard.Model;

namespace ImageGuard.Journal;

/// <summary>An operation as the journal knows it.</summary>
/// <param name="Sequence">Its number; later operations have greater ones.</param>
/// <param name="Kind">What it does.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Process">The process that runs it, or ran it.</param>
/// <param name="Began">When its locks were held, by this machine's clock.</param>
/// <param name="Changed">When it reached its state, by this machine's clock.</param>
/// <param name="Intent">What it is about to do.</param>
/// <param name="Result">What it has done, once it is completed and where that is known.</param>
internal sealed record JournalEntry(
    long Sequence,
    ImageOperationKind Kind,
    JournalState State,
    ProcessIdentity Process,
    DateTimeOffset Began,
    DateTimeOffset Changed,
    OperationIntent Intent,
    OperationResult? Result)
{
    /// <summary>As users see it.</summary>
    public InterruptedOperation ToInterrupted() => new(Kind, Intent.Names, Began, State == JournalState.Completed);
}
