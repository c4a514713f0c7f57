using CodeReading;

if (args is [])
{
    Console.Error.WriteLine("Usage: CodeReading FOLDER…");
    return 2;
}

var isClean = true;
foreach (var folder in args)
{
    isClean &= await Reading.PrintAsync(folder);
}

return isClean ? 0 : 1;
