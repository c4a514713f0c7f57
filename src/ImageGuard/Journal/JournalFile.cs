using System.Globalization;
using ImageGuard.Locks;
using ImageGuard.Model;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace ImageGuard.Journal;

/// <summary>Opens the file of a journal: makes and migrates it, and sets aside what is damaged or none.</summary>
internal static class JournalFile
{
    /// <summary>How SQLite files tell what they are: "IMGJ".</summary>
    private const long ApplicationId = 0x494D474A;

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>How long a process waits while another writes.</summary>
    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What makes a schema of each version out of the one before.</summary>
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE operations (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          kind TEXT NOT NULL,
          state TEXT NOT NULL,
          process TEXT NOT NULL,
          began INTEGER NOT NULL,
          changed INTEGER NOT NULL,
          intent TEXT NOT NULL,
          result TEXT);
        CREATE INDEX operations_state ON operations (state);
        """,
        """
        CREATE TABLE uses (image TEXT PRIMARY KEY, used INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX uses_used ON uses (used);
        """,
    ];

    /// <summary>Opens the file.</summary>
    /// <exception cref="JournalException">It was damaged or foreign and is set aside, or was written by a newer version.</exception>
    /// <exception cref="SqliteException">It cannot be used.</exception>
    public static SqliteConnection Open(string path)
    {
        using var turn = WaitForTurn(path + ".lock");
        Create(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = (int)BusyTimeout.TotalSeconds,
        }.ToString());
        try
        {
            connection.Open();
            Check(connection, path);
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, "PRAGMA synchronous = FULL");
            Migrate(connection, path);
            return connection;
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is Corrupt or NotADatabase)
        {
            connection.Dispose();
            throw SetAside(path, "is damaged", failure);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The exception for a file that cannot be read or written.</summary>
    public static JournalException Unusable(string path, Exception cause) => new(
        $"The journal {path} cannot be used: {cause.Message} Make its folder writable and see that its disk is not full, or choose another "
        + "with ImageGuardOptions.StateFolder; without a journal, operations run only if ImageGuardOptions.Journal allows it.",
        path,
        setAside: null,
        cause);

    /// <summary>One process at a time makes, migrates and sets aside.</summary>
    private static SafeFileHandle WaitForTurn(string path)
    {
        var file = new LockFile(path);
        var limit = DateTime.UtcNow + BusyTimeout;
        while (true)
        {
            if (file.TryLock(OverlapMode.Exclusive) is { } handle)
            {
                return handle;
            }

            if (DateTime.UtcNow > limit)
            {
                throw new IOException($"another process does not release {path}.");
            }

            Thread.Sleep(1);
        }
    }

    /// <summary>SQLite gives its further files the permissions of the first.</summary>
    private static void Create(string path)
    {
        if (!File.Exists(path))
        {
            File.Create(path).Dispose();
            StateFolder.GiveModeOf(Path.GetDirectoryName(path)!, path);
        }
    }

    private static void Check(SqliteConnection connection, string path)
    {
        var application = Number(connection, "PRAGMA application_id");
        if (application != ApplicationId && Number(connection, "SELECT count(*) FROM sqlite_master") > 0)
        {
            connection.Dispose();
            throw SetAside(path, "is the database of another program", cause: null);
        }

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok" and var problem)
        {
            connection.Dispose();
            throw SetAside(path, $"is damaged ({problem})", cause: null);
        }
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        var version = Number(connection, "PRAGMA user_version");
        if (version > Migrations.Length)
        {
            throw new JournalException(
                $"The journal {path} was written by a newer version of ImageGuard. Use that version, or choose another folder with "
                + "ImageGuardOptions.StateFolder.",
                path);
        }

        if (version == Migrations.Length)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        foreach (var migration in Migrations.Skip((int)version))
        {
            Execute(connection, migration);
        }

        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {ApplicationId}"));
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Migrations.Length}"));
        transaction.Commit();
    }

    private static JournalException SetAside(string path, string problem, Exception? cause)
    {
        var aside = string.Create(CultureInfo.InvariantCulture, $"{path}.aside-{DateTime.UtcNow:yyyyMMdd-HHmmss-fff}");
        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, aside + suffix);
            }
        }

        return new JournalException(
            $"The file {path} {problem}, so nobody knows which operations were interrupted. It is kept as {aside}, and a new journal begins "
            + "with the next attempt. Verify the images: imageguard doctor --verify.",
            path,
            aside,
            cause);
    }

    private static long Number(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
