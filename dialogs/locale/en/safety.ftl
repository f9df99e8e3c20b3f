# Help in a crisis. The lines with numbers are knowledge's (knowledge/content/safety.yaml): $help is the whole line, $short
# the shortest. Each reply has several variants, said one after the other; none is said twice in a row.

## The person who writes is in danger

safety-crisis-self-1 =
    I am glad you told me. You matter, and you do not have to carry this alone.

    { $help }

    If pills, a gun or anything else you could use is near you, put distance between you and it, or go where other people are.

    I am a program and cannot call for you. Your answers are saved. The rest can wait.
safety-crisis-self-2 =
    I am still here. One thing only, now. { $short }

    If something you could use is within reach, walk away from it first. If you may act on it, call 911.
safety-crisis-self-3 =
    You do not need the right words. You can say: "I am not safe. Please stay with me." Say it to someone near you, or to 988.

    { $short }
safety-crisis-self-4 =
    Who could be with you for the next hour? Call them now, or knock on a door.

    { $short } A person answers, day and night.

## Somebody else is in danger

safety-crisis-other-1 =
    Thank you for telling me. This is serious, and what you do now helps.

    { $help }

    I am a program and cannot call for you. Your answers are saved. The rest can wait.
safety-crisis-other-2 =
    Please stay with them, or ask someone to go there. Move pills, guns and all else they could use out of reach.

    { $short } You can put the phone on speaker and talk together. If they may act now, call 911.
safety-crisis-other-3 =
    This is a lot for one person. Who else could come and be there with you both?

    { $short } They help the one who worries, too.

## An emergency

safety-emergency-self-1 =
    This sounds like an emergency.

    { $help }

    Do not wait for me. Your answers are saved.
safety-emergency-self-2 =
    Please call 911 now, if you have not yet. Do not drive yourself. I will be here later.
safety-emergency-other-1 =
    This sounds like an emergency.

    { $help }

    Do not wait for me. Your answers are saved.
safety-emergency-other-2 =
    Please call 911 now, if you have not yet. They tell you on the phone what to do until help comes.
safety-taken-self-1 =
    This sounds like an emergency.

    { $help }

    Do not wait for me. Your answers are saved.
safety-taken-self-2 =
    Please call 911 now, if you have not yet, and tell someone near you. Say what you took, how much, and when.

    { $short }
safety-taken-other-1 =
    This sounds like an emergency.

    { $help }

    Do not wait for me. Your answers are saved.
safety-taken-other-2 =
    Please call 911 now, if you have not yet, and stay with them. Say what was taken, how much, and when.

## Too much to bear

safety-distress-self-1 =
    I am sorry. That is a lot to bear. Are you safe right now?

    { $help }

    We can stop here, or go on slowly. You choose.
safety-distress-self-2 =
    I hear how hard this is. Are you safe right now?

    { $help }
safety-distress-self-3 =
    You have carried so much for so long. Are you safe right now?

    { $help }
safety-distress-other-1 =
    I am sorry. That is hard to watch. Are they safe right now?

    If you are not sure, ask them straight out whether they think of ending their life. To ask does not put the thought there. { $short } They help the one who worries, too.
safety-distress-other-2 =
    I hear how worried you are. Are they safe right now?

    { $short } They help the one who worries, too.

## It may be a cry for help, or nothing: rather ask than miss it

safety-doubt-self-1 =
    I want to be sure that I read you right. Are you safe right now, or are you thinking of ending your life?

    { $help }

    If I read too much into it, say so, and we go on.
safety-doubt-self-2 =
    I would rather ask than miss it. Are you safe right now?

    { $short }
safety-doubt-self-3 =
    You can say it plainly here. Are you safe right now?

    { $short }
safety-doubt-other-1 =
    I want to be sure that I read you right. Are they safe right now?

    If you are not sure, ask them straight out whether they think of ending their life. To ask does not put the thought there. { $short }
safety-doubt-other-2 =
    I would rather ask than miss it. Are they safe right now?

    { $short } They help the one who worries, too.
safety-body-self-1 =
    Is this happening to you right now? If it is new, or getting worse, do not wait: call 911.

    If it is an old trouble, or I read you wrong, say so, and we go on.
safety-body-self-2 =
    I would rather ask than miss it. Is it happening now? Then call 911 before anything else. If not, we go on.
safety-body-other-1 =
    Is this happening to them right now? If it is new, or getting worse, do not wait: call 911, and stay with them.

    If it is an old trouble, or I read you wrong, say so, and we go on.
safety-body-other-2 =
    I would rather ask than miss it. Is it happening now? Then call 911 before anything else. If not, we go on.
button-safe-now = I am safe right now
button-not-safe = I am not safe
button-they-safe = They are safe
button-they-not-safe = They are not safe

## Safe

safe-self-1 =
    I am glad, and thank you for telling me. If it comes back, say so at once, here or to someone near you. { $short }

    There is no hurry with the rest. When you want to go on, we go on slowly.
safe-self-2 =
    Good that you say so. { $short } We go on whenever you like, one small thing at a time.
safe-other-1 =
    I am glad. Stay in touch with them in the next days; it helps. If it comes back, do not wait. { $short }

    There is no hurry with the rest. Look after yourself, too.
safe-other-2 =
    Good that you say so. If it comes back, do not wait. { $short } We go on whenever you like.

## Beside the answer to something else

beside-remembered-1 = I answer that below. You come first, though, if it is still bad. { $short }
beside-remembered-2 = Here is the answer. And if the dark thoughts are still there, do not stay alone with them. { $short }
beside-distress-1 =
    I am sorry. That is a lot to bear. { $help }
beside-distress-2 =
    I hear how hard this is. { $help }
beside-distress-doubt-1 = One thing first, since I would rather ask than miss it: if you, or someone close to you, may not be safe, tell me. { $short }
beside-distress-doubt-2 = If any part of this is about not wanting to live, that comes first. { $short }
beside-distress-body-1 = If this is happening right now, and is new or getting worse, call 911 before anything else.
beside-distress-body-2 = If it is happening at this moment, do not wait for me: call 911.
beside-weary-1 = It is a lot at once, and it is no fault of yours that this is hard to follow. We take one thing at a time.
beside-weary-2 = It is fine not to know the way here. One small step is enough for today.
beside-subject-history-1 = Thank you for trusting me with that. If such thoughts come back, do not wait. { $short }
beside-subject-history-2 = That is not easy to speak of. If it ever comes back, do not wait. { $short }
beside-subject-side-effect-1 = I am sorry that happened. If it starts again, tell your doctor, or someone near you, at once.
beside-subject-side-effect-2 = That must have been frightening. If it starts again, tell your doctor, or someone near you, at once.
