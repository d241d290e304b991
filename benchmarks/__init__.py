"""What the suite costs, side by side with what one would use instead; printed, never stored."""
