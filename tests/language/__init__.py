"""What people write to Esther and what they mean by it: two halves of labelled sentences, and how they are scored."""
