answer-in-english = Entiendo su pregunta. Por ahora mi respuesta está en inglés:
heard-in-english = Le entiendo en español: escriba como quiera. Por ahora contesto en inglés; alguien de su confianza puede leerle mis respuestas.
