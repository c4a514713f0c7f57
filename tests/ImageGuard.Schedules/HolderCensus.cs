using ImageGuard.Model;

namespace ImageGuard.Schedules;

/// <summary>Counts who is inside, and tells when somebody is who must not be.</summary>
internal sealed class HolderCensus
{
    private int _shared;
    private int _exclusive;

    public void Enter(OverlapMode mode)
    {
        Count(mode, 1);
        Assert.True(_exclusive == 0 || (_exclusive == 1 && _shared == 0), $"{_exclusive} exclusive and {_shared} shared holders at a time");
    }

    public void Leave(OverlapMode mode) => Count(mode, -1);

    /// <summary>Is inside for a moment, in which others may come.</summary>
    public async Task VisitAsync(OverlapMode mode)
    {
        Enter(mode);
        await Task.Yield();
        Leave(mode);
    }

    private void Count(OverlapMode mode, int change)
    {
        if (mode == OverlapMode.Exclusive)
        {
            _exclusive += change;
        }
        else
        {
            _shared += change;
        }
    }
}
