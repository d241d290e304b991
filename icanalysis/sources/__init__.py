"""The only code that reads data: load() → typed LazyFrame."""
