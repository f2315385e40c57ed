Console.WriteLine("naftiko");
