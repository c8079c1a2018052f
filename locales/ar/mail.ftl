# رسائل البريد. قيمة ‎$by‎ هي "person" عندما يدعو شخص من الحساب، و"nobody" عندما تأتي الدعوة من المشغّل.

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
   *[person] دعوة من { $inviter } للانضمام إلى { $account } على Roster
}
mail-invitation-preview = لم يبقَ سوى اختيار كلمة مرور. الرابط صالح حتى { $untilDate }.
mail-invitation-heading = مرحبًا بك في { $account }
mail-invitation-greeting = مرحبًا { $firstName }،
mail-invitation-intro = { $by ->
    [nobody] وصلتك دعوة للانضمام إلى { $account } على Roster. لم يبقَ عليك سوى اختيار كلمة مرور.
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
