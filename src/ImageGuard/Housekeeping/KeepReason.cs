namespace ImageGuard;

/// <summary>Why an image stays although it was its turn to go.</summary>
public enum KeepReason
{
    /// <summary>A container uses it, running or not.</summary>
    InUse,

    /// <summary>An image that a container uses is made from it.</summary>
    ParentOfUsed,

    /// <summary>Images that stay are made from it.</summary>
    HasChildren,

    /// <summary>It is younger than <see cref="ImageBudget.MinimumAge"/>, or was used since.</summary>
    TooYoung,

    /// <summary>Its name or a label is protected.</summary>
    Protected,

    /// <summary>An operation is working on it.</summary>
    BeingWorkedOn,

    /// <summary>It got another name, or its name went to another image, before its removal began.</summary>
    Changed,

    /// <summary>The engine refused.</summary>
    Refused,
}
