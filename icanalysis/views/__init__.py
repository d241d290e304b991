"""One module per notebook: parameters in, a chart, table or sentence out, with every figure it shows."""
