"""Text in English and Spanish: language, sentences, figures, typography."""
