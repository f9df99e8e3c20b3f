# Help in a crisis. The lines with numbers are knowledge's (knowledge/content/safety.yaml).
safety-crisis =
    I am glad you told me. You matter, and you do not have to carry this alone.

    { $help }

    I am a program and cannot call for you. Your answers are saved. The rest can wait.
safety-emergency =
    This sounds like an emergency.

    { $help }

    Do not wait for me. Your answers are saved.
safety-distress =
    I am sorry. That is a lot to bear. Are you safe right now?

    { $help }

    We can stop here, or go on slowly. You choose.
