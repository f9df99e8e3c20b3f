# Ayuda en una crisis. Las líneas con números están en knowledge/content/safety.yaml.

safety-crisis-self-1 =
    Gracias por decírmelo. Usted importa y no tiene que pasar por esto a solas.

    { $help }

    Si tiene cerca pastillas, un arma o algo que pueda usar, aléjese de eso o vaya adonde haya otras personas.

    Soy un programa y no puedo llamar por usted. Sus respuestas están guardadas. Lo demás puede esperar.
safety-crisis-self-2 =
    Sigo aquí. Una sola cosa, ahora. { $short }

    Si tiene algo a mano que pueda usar, primero aléjese de eso. Si cree que puede hacerlo, llame al 911.
safety-crisis-self-3 =
    No hacen falta las palabras justas. Puede decir: «No estoy a salvo. Por favor, quédese conmigo». Dígaselo a alguien cerca o al 988.

    { $short }
safety-crisis-self-4 =
    ¿Quién podría estar con usted la próxima hora? Llame a esa persona ahora, o toque una puerta.

    { $short } Contesta una persona, de día y de noche.
safety-crisis-other-1 =
    Gracias por decírmelo. Esto es serio, y lo que usted haga ahora ayuda.

    { $help }

    Soy un programa y no puedo llamar por usted. Sus respuestas están guardadas. Lo demás puede esperar.
safety-crisis-other-2 =
    Por favor, quédese con esa persona o pida a alguien que vaya. Ponga fuera de su alcance pastillas, armas y todo lo que pueda usar.

    { $short } Pueden poner el altavoz y hablar juntos. Si puede hacerlo ahora, llame al 911.
safety-crisis-other-3 =
    Es mucho para una sola persona. ¿Quién más podría venir y estar con ustedes?

    { $short } También ayudan a quien se preocupa.
safety-emergency-self-1 =
    Esto parece una emergencia.

    { $help }

    No me espere. Sus respuestas están guardadas.
safety-emergency-self-2 =
    Por favor, llame al 911 ahora si aún no lo ha hecho. No maneje. Aquí estaré después.
safety-emergency-other-1 =
    Esto parece una emergencia.

    { $help }

    No me espere. Sus respuestas están guardadas.
safety-emergency-other-2 =
    Por favor, llame al 911 ahora si aún no lo ha hecho. Por teléfono le dicen qué hacer hasta que llegue la ayuda.
safety-taken-self-1 =
    Esto parece una emergencia.

    { $help }

    No me espere. Sus respuestas están guardadas.
safety-taken-self-2 =
    Por favor, llame al 911 ahora si aún no lo ha hecho, y avise a alguien cerca. Diga qué tomó, cuánto y cuándo.

    { $short }
safety-taken-other-1 =
    Esto parece una emergencia.

    { $help }

    No me espere. Sus respuestas están guardadas.
safety-taken-other-2 =
    Por favor, llame al 911 ahora si aún no lo ha hecho, y quédese con esa persona. Diga qué tomó, cuánto y cuándo.
safety-distress-self-1 =
    Lo siento mucho. ¿Está a salvo en este momento?

    { $help }

    Podemos parar aquí o seguir despacio. Usted decide.
safety-distress-self-2 =
    Entiendo lo difícil que es. ¿Está a salvo en este momento?

    { $help }
safety-distress-self-3 =
    Ha aguantado mucho por mucho tiempo. ¿Está a salvo en este momento?

    { $help }
safety-distress-other-1 =
    Lo siento. Es duro verlo. ¿Esa persona está a salvo en este momento?

    Si no lo sabe, pregúntele sin rodeos si está pensando en quitarse la vida. Preguntar no mete la idea en la cabeza. { $short } También ayudan a quien se preocupa.
safety-distress-other-2 =
    Entiendo su preocupación. ¿Esa persona está a salvo en este momento?

    { $short } También ayudan a quien se preocupa.
safety-doubt-self-1 =
    Quiero estar seguro de que le entendí. ¿Está a salvo en este momento, o está pensando en quitarse la vida?

    { $help }

    Si le entendí mal, dígamelo y seguimos.
safety-doubt-self-2 =
    Prefiero preguntar. ¿Está a salvo en este momento?

    { $short }
safety-doubt-self-3 =
    Aquí puede decirlo tal como es. ¿Está a salvo en este momento?

    { $short }
safety-doubt-other-1 =
    Quiero estar seguro de que le entendí. ¿Esa persona está a salvo en este momento?

    Si no lo sabe, pregúntele sin rodeos si está pensando en quitarse la vida. Preguntar no mete la idea en la cabeza. { $short }
safety-doubt-other-2 =
    Prefiero preguntar. ¿Esa persona está a salvo en este momento?

    { $short } También ayudan a quien se preocupa.
safety-body-self-1 =
    ¿Le está pasando ahora mismo? Si es nuevo o va a peor, no espere: llame al 911.

    Si es algo de antes, o le entendí mal, dígamelo y seguimos.
safety-body-self-2 =
    Prefiero preguntar. ¿Le está pasando ahora? Entonces llame al 911 antes que nada. Si no, seguimos.
safety-body-other-1 =
    ¿Le está pasando ahora mismo a esa persona? Si es nuevo o va a peor, no espere: llame al 911 y quédese con ella.

    Si es algo de antes, o le entendí mal, dígamelo y seguimos.
safety-body-other-2 =
    Prefiero preguntar. ¿Está pasando ahora? Entonces llame al 911 antes que nada. Si no, seguimos.
button-safe-now = Ahora estoy a salvo
button-not-safe = No estoy a salvo
button-they-safe = Está a salvo
button-they-not-safe = No está a salvo
safe-self-1 =
    Me alegro, y gracias por decírmelo. Si vuelve, dígalo enseguida, aquí o a alguien cerca. { $short }

    Lo demás no tiene prisa. Cuando quiera seguir, seguimos despacio.
safe-self-2 =
    Qué bueno que lo diga. { $short } Seguimos cuando quiera, poco a poco.
safe-other-1 =
    Me alegro. Siga en contacto estos días; eso ayuda. Si vuelve, no espere. { $short }

    Lo demás no tiene prisa. Cuídese usted también.
safe-other-2 =
    Qué bueno que lo diga. Si vuelve, no espere. { $short } Seguimos cuando quiera.
beside-remembered-1 = Abajo le respondo. Pero primero está usted, si todavía se siente mal. { $short }
beside-remembered-2 = Aquí está la respuesta. Y si los pensamientos siguen ahí, no se quede a solas con ellos. { $short }
beside-distress-1 =
    Lo siento mucho. Es mucho para soportar. { $help }
beside-distress-2 =
    Entiendo lo difícil que es. { $help }
beside-distress-doubt-1 = Primero algo, porque prefiero preguntar: si usted, o alguien cercano, puede no estar a salvo, dígamelo. { $short }
beside-distress-doubt-2 = Si algo de esto es sobre no querer vivir, eso va primero. { $short }
beside-distress-body-1 = Si esto está pasando ahora mismo, y es nuevo o va a peor, llame al 911 antes que nada.
beside-distress-body-2 = Si está pasando en este momento, no me espere: llame al 911.
beside-weary-1 = Es mucho a la vez, y no es culpa suya que cueste entenderlo. Vamos de una cosa en una.
beside-weary-2 = Está bien no saber por dónde ir. Un paso pequeño basta por hoy.
beside-subject-history-1 = Gracias por la confianza. Si esos pensamientos vuelven, no espere. { $short }
beside-subject-history-2 = No es fácil hablar de eso. Si alguna vez vuelve, no espere. { $short }
beside-subject-side-effect-1 = Siento que le pasara eso. Si empieza otra vez, dígaselo enseguida a su médico o a alguien cerca.
beside-subject-side-effect-2 = Tuvo que dar miedo. Si empieza otra vez, dígaselo enseguida a su médico o a alguien cerca.
button-resume-later = Continuar después
language-es = Por ahora escribo en inglés, y lo siento. Sí entiendo lo que usted me cuente en español: escríbalo como quiera. Yo cuento los días y preparo la carta. Alguien de su confianza puede leerle mis respuestas.
