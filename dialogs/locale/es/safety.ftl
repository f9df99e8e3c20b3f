# Ayuda en una crisis. Las líneas con números están en knowledge/content/safety.yaml.
safety-crisis =
    Gracias por decírmelo. Usted importa y no tiene que pasar por esto a solas.

    { $help }

    Soy un programa y no puedo llamar por usted. Sus respuestas están guardadas. Lo demás puede esperar.
safety-emergency =
    Esto parece una emergencia.

    { $help }

    No me espere. Sus respuestas están guardadas.
safety-distress =
    Lo siento mucho. ¿Está a salvo en este momento?

    { $help }

    Podemos parar aquí o seguir despacio. Usted decide.
button-resume-later = Continuar después
language-es = Por ahora escribo en inglés. Entiendo muchas respuestas cortas en español.
