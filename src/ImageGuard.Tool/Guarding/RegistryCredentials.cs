using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Docker.DotNet.Models;
using ImageGuard.Model;

namespace ImageGuard.Tool.Guarding;

/// <summary>The credentials that <c>docker login</c> has stored: in its <c>config.json</c>, or with a helper program that is named there.</summary>
internal static class RegistryCredentials
{
    private const string DockerHub = "https://index.docker.io/v1/";

    /// <summary>The credentials for an image's registry, or null.</summary>
    /// <exception cref="IOException">The configuration or its helper cannot be used.</exception>
    public static AuthConfig? For(string image)
    {
        if (!ImageReference.TryParse(image, out var reference) || ReadConfig() is not { } config)
        {
            return null;
        }

        using (config)
        {
            var server = reference.Domain == ImageReference.DefaultDomain ? DockerHub : reference.Domain;
            return HelperOf(config.RootElement, server) is { } helper ? Ask(helper, server) : Stored(config.RootElement, server);
        }
    }

    private static JsonDocument? ReadConfig()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } configured
            ? configured
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var path = Path.Combine(folder, "config.json");
        try
        {
            return File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException malformed)
        {
            throw new IOException($"{path}: {malformed.Message}", malformed);
        }
    }

    private static string? HelperOf(JsonElement config, string server) =>
        Text(Property(Property(config, "credHelpers"), server)) ?? Text(Property(config, "credsStore"));

    private static AuthConfig? Stored(JsonElement config, string server)
    {
        var entry = Property(Property(config, "auths"), server);
        if (Text(Property(entry, "auth")) is not { Length: > 0 } encoded)
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Convert.FromBase64String(encoded)).Split(':', 2);
        return new AuthConfig { ServerAddress = server, Username = parts[0], Password = parts[^1], IdentityToken = Text(Property(entry, "identitytoken")) };
    }

    /// <summary>A helper reads the server from its input and answers in JSON; it fails where it knows no credentials.</summary>
    private static AuthConfig? Ask(string helper, string server)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo($"docker-credential-{helper}", "get")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
            process.StandardInput.Write(server);
            process.StandardInput.Close();
            var answer = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                return null;
            }

            using var document = JsonDocument.Parse(answer);
            return new AuthConfig
            {
                ServerAddress = server,
                Username = Text(Property(document.RootElement, "Username")),
                Password = Text(Property(document.RootElement, "Secret")),
            };
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or JsonException)
        {
            throw new IOException($"docker-credential-{helper}, which docker's config.json names, cannot be used: {failure.Message}", failure);
        }
    }

    private static JsonElement? Property(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
