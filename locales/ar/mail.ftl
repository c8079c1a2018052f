# رسائل البريد. قيمة ‎$by‎ هي "person" عندما يدعو شخص من الحساب، و"restorer" عندما يعيد من كان فيه،
# و"nobody" عندما تأتي الدعوة من المشغّل.

moment-date = { $day } { $month ->
    [m01] يناير
    [m02] فبراير
    [m03] مارس
    [m04] أبريل
    [m05] مايو
    [m06] يونيو
    [m07] يوليو
    [m08] أغسطس
    [m09] سبتمبر
    [m10] أكتوبر
    [m11] نوفمبر
   *[m12] ديسمبر
} { $year }
moment = { $date }، الساعة { $time } (UTC)

# الدعوة
mail-invitation-subject = { $by ->
    [nobody] دعوتك إلى { $account } على Roster
    [restorer] أعاد { $inviter } وصولك إلى { $account } على Roster
   *[person] دعوة من { $inviter } للانضمام إلى { $account } على Roster
}
mail-invitation-preview = لم يبقَ سوى اختيار كلمة مرور. الرابط صالح حتى { $untilDate }.
mail-invitation-heading = مرحبًا بك في { $account }
mail-greeting = مرحبًا { $firstName }،
mail-invitation-intro = { $by ->
    [nobody] وصلتك دعوة للانضمام إلى { $account } على Roster. لم يبقَ عليك سوى اختيار كلمة مرور.
    [restorer] أعاد { $inviter } وصولك إلى { $account } على Roster. لم يبقَ عليك سوى اختيار كلمة مرور جديدة.
   *[person] وصلتك دعوة من { $inviter } للانضمام إلى { $account } على Roster. لم يبقَ عليك سوى اختيار كلمة مرور.
}
mail-invitation-button = قبول الدعوة
mail-invitation-link = إذا لم يعمل الزر، فيُرجى نسخ هذا الرابط إلى المتصفح:
mail-invitation-open = لقبول الدعوة يُرجى فتح هذا الرابط:
mail-invitation-account = الحساب
mail-invitation-inviter = الدعوة من
mail-invitation-login = بريد تسجيل الدخول
mail-invitation-until = يعمل الرابط مرة واحدة، حتى
mail-invitation-ignore = لم تكن هذه الدعوة متوقعة؟ يمكنك تجاهل هذه الرسالة: لا يحدث شيء ما لم تُقبل الدعوة.
mail-invitation-footer = { $by ->
    [nobody] أرسل Roster هذه الرسالة نيابةً عن { $account }. لا أحد يقرأ الردود عليها: لأي سؤال يُرجى التواصل مع مسؤول الحساب.
   *[person] أرسل Roster هذه الرسالة نيابةً عن { $account }. لا أحد يقرأ الردود عليها: لأي سؤال يُرجى التواصل مع { $inviter }.
}

# الإشعارات. قيمة ‎$by‎ هي "self" إذا فعل الشخص ذلك بنفسه، و"person" إذا فعله { $actor }.
mail-notice-account = الحساب
mail-notice-when = الوقت
mail-notice-footer = أرسل Roster هذه الرسالة نيابةً عن { $account }. لا أحد يقرأ الردود عليها: لأي سؤال يُرجى التواصل مع مسؤول { $account }.
mail-email-changed-subject = تغيّر بريدك المخصص للتواصل
mail-email-changed-intro = { $by ->
    [self] لقد غيّرتَ العنوان الذي يراسلك عليه Roster بشأن { $account }.
   *[person] غيّر { $actor } العنوان الذي يراسلك عليه Roster بشأن { $account }.
}
mail-email-changed-before = حتى الآن
mail-email-changed-after = من الآن فصاعدًا
mail-email-changed-alarm = { $by ->
    [self] لم يكن ذلك منك؟ هذا يعني أن شخصًا آخر سجّل الدخول باسمك. يُرجى تغيير كلمة المرور في Roster فورًا، وإعادة العنوان كما كان، وإبلاغ مسؤول { $account }.
   *[person] ليس العنوان الجديد عنوانك؟ يُرجى تصحيحه في ملفك الشخصي في Roster أو إبلاغ مسؤول { $account }.
}
mail-email-changed-undo = ألم يكن ذلك منك؟ يمكنك إعادة العنوان السابق بالرابط أعلاه: سيُسجَّل خروجك من كل الأجهزة، ويُطلب منك اختيار كلمة مرور جديدة. يُرجى بعد ذلك إبلاغ مسؤول { $account }.
mail-email-changed-button = لم يكن ذلك مني: إعادة العنوان
mail-email-changed-open = ألم يكن ذلك منك؟ يُرجى فتح هذا الرابط لإعادة العنوان السابق واختيار كلمة مرور جديدة:
mail-password-changed-subject = تغيّرت كلمة المرور
mail-password-changed-intro = تغيّرت كلمة المرور التي تسجّل بها الدخول إلى Roster. وقد سُجّل خروجك من كل مكان آخر كنت مسجّلًا فيه.
mail-password-changed-login = بريد تسجيل الدخول
mail-password-changed-alarm = لم يكن ذلك منك؟ يُرجى إبلاغ مسؤول { $account } فورًا: ربما يستطيع شخص آخر تسجيل الدخول باسمك.
mail-access-removed-subject = انتهى وصولك إلى { $account }
mail-access-removed-intro = أنهى { $actor } وصولك إلى { $account } على Roster. لم يعد بإمكانك تسجيل الدخول بواسطة { $loginEmail }.
mail-access-removed-alarm = إذا لم يكن ذلك متوقعًا، فيُرجى التواصل مع مسؤول { $account }. يمكنه دعوتك من جديد.
mail-access-returned-subject = عاد إليك الوصول إلى { $account }
mail-access-returned-intro = أعاد إليك { $actor } الوصول إلى { $account } في Roster. يُرجى تسجيل الدخول بالبريد { $loginEmail } وبكلمة المرور نفسها.
mail-access-returned-alarm = لأي سؤال يُرجى التواصل مع مسؤول { $account }.
mail-rights-changed-subject = تغيّرت صلاحياتك في { $account }
mail-rights-changed-intro = غيّر { $actor } ما يمكنك فعله في { $account } على Roster.
mail-rights-changed-role = دورك
mail-rights-changed-user = مستخدم
mail-rights-changed-administrator = مسؤول
mail-rights-changed-billing = مدير الفوترة
mail-rights-changed-granted = أصبحتَ كذلك من الآن
mail-rights-changed-withdrawn = لم تعد كذلك
mail-rights-changed-alarm = إذا لم يكن ذلك متوقعًا، فيُرجى التواصل مع مسؤول { $account }.
mail-new-sign-in-subject = تسجيل دخول جديد إلى Roster
mail-new-sign-in-intro = سجّل شخص الدخول باسم { $loginEmail } على جهاز لم يره Roster من قبل مع هذا البريد. إذا كان ذلك منك، فلا حاجة إلى فعل شيء.
mail-new-sign-in-device = الجهاز
mail-new-sign-in-unnamed = بلا اسم
mail-new-sign-in-address = عنوان IP
mail-new-sign-in-alarm = لم يكن ذلك منك؟ يُرجى تغيير كلمة المرور في Roster فورًا: يؤدي ذلك إلى تسجيل الخروج من كل الأجهزة الأخرى. ثم يُرجى إبلاغ مسؤول { $account }.
mail-password-forgotten-subject = تعيين كلمة مرور جديدة لـ Roster
mail-password-forgotten-intro = طلب شخص كلمة مرور جديدة لحساب الدخول { $loginEmail }. إذا كان ذلك منك، فيُرجى اختيارها بهذا الرابط.
mail-password-forgotten-button = تعيين كلمة مرور جديدة
mail-password-forgotten-open = لتعيين كلمة مرور جديدة يُرجى فتح هذا الرابط:
mail-password-forgotten-alarm = لم تطلب ذلك؟ يمكنك تجاهل هذه الرسالة: تبقى كلمة المرور كما هي. إذا تكرر ذلك، فيُرجى إبلاغ مسؤول { $account }.
