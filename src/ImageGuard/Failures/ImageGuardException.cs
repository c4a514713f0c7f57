namespace ImageGuard;

/// <summary>An image operation failed. The subclasses say more where there is more to say.</summary>
public class ImageGuardException : Exception
{
    /// <summary>Creates the exception for a failure.</summary>
    /// <param name="failure">What is known of it; its text becomes the message.</param>
    /// <param name="innerException">What Docker.DotNet threw, if it threw.</param>
    public ImageGuardException(ImageFailure failure, Exception? innerException = null)
        : this(failure, failure.ToString(), innerException)
    {
    }

    /// <summary>Creates the exception with a message of its own.</summary>
    protected ImageGuardException(ImageFailure failure, string message, Exception? innerException)
        : base(message, innerException)
    {
        Failure = failure;
    }

    /// <summary>What is known of the failure.</summary>
    public ImageFailure Failure { get; }

    /// <summary>What went wrong.</summary>
    public FailureKind Kind => Failure.Kind;
}
