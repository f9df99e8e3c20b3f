answer-in-english = Entiendo su pregunta. Por ahora mi respuesta está en inglés:
