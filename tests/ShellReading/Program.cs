using ShellReading;

if (args is not [("compare" or "lint") and var mode, _, ..])
{
    Console.Error.WriteLine("Usage: ShellReading compare|lint FOLDER…");
    return 2;
}

var scripts = args.Skip(1).SelectMany(ShellScripts.In).ToArray();
if (mode == "compare")
{
    Comparison.Run(scripts);
}
else
{
    Findings.Print(scripts);
}

return 0;
