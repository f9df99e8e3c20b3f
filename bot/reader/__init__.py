"""Reading papers that people send: text from a PDF, a Word file or a picture, in a process of its own with limits."""
