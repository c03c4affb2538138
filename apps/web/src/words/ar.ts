import { plural } from "@sixdigit/react";
import { ar as signIn } from "@sixdigit/react/words/ar";
import type { Words } from "./types.ts";

export const words: Words = {
  signIn,
  language: "اللغة",
  loading: "جارٍ التحميل…",
  close: "إغلاق",
  tryAgain: "حاول مرة أخرى",
  unreachable: {
    title: "الخدمة لا تستجيب",
    lead: "لا يمكننا الوصول إليها الآن. لم يضع شيء: حاول مرة أخرى بعد لحظة.",
  },
  notFound: {
    title: "لا توجد صفحة كهذه",
    lead: "ربما يكون العنوان قديمًا أو مكتوبًا خطأً.",
    toStart: "اذهب إلى البداية",
  },
  notices: {
    welcome: "أهلًا بك! سجّلت الدخول.",
    welcomeBack: "سجّلت الدخول.",
    signedOut: "سجّلت الخروج.",
    endedElsewhere: "انتهت جلستك هنا. سجّل الدخول للمتابعة.",
  },
  account: {
    title: "حسابك",
    phone: "رقم الهاتف",
    since: "تسجيل الدخول منذ",
    member: "عضو منذ",
    signOut: "تسجيل الخروج",
  },
  devices: {
    title: "أين سجّلت الدخول",
    thisDevice: "هذا الجهاز",
    unknown: "جهاز",
    browserOn: (browser, os) => `${browser} على ${os}`,
    lastUsed: (when) => `آخر استخدام: ${when}`,
    signedIn: (when) => `تسجيل الدخول: ${when}`,
    end: "إنهاء",
    endOf: (device) => `إنهاء جلسة ${device}`,
    endOthers: "إنهاء الجلسات الأخرى",
    confirmEnd: (device) => `هل تريد إنهاء جلسة ${device}؟`,
    confirmOthers: (count) =>
      plural("ar", count, {
        one: "هل تريد إنهاء الجلسة الأخرى؟",
        two: "هل تريد إنهاء الجلستين الأخريين؟",
        other: `هل تريد إنهاء الجلسات الأخرى (${count})؟`,
      }),
    consequence: "على من يستخدمها أن يسجّل الدخول من جديد.",
    cancel: "إلغاء",
    ending: (device) => `جارٍ إنهاء جلسة ${device}.`,
    endingOthers: "جارٍ إنهاء كل الجلسات الأخرى.",
    undo: "تراجع",
    ended: "انتهت.",
    kept: "لم يُنهَ شيء.",
    failed: "لم ينجح ذلك، ولم يُنهَ شيء: حاول مرة أخرى.",
    loadFailed: "تعذّر تحميل أجهزتك.",
  },
  history: {
    title: "آخر مرات تسجيل الدخول",
    empty: "لا شيء بعد.",
    newBrowser: "متصفح جديد",
    afterFailures: "بعد رموز خاطئة",
    loadFailed: "تعذّر التحميل.",
  },
  ownData: {
    title: "بياناتك",
    lead: "كل ما نحتفظ به عنك هنا في ملف: رقمك وجلساتك وعمليات تسجيل دخولك ورسائلك.",
    download: "تنزيل بياناتي",
    started: "بدأ التنزيل.",
    delete: "حذف حسابي",
  },
  deletion: {
    title: "حذف حسابك",
    consequence: "يُحذف حسابك نهائيًا، وتنتهي معه كل جلساته.",
    sentTo: "أرسلنا الرمز في رسالة نصية إلى",
    keep: "الاحتفاظ بحسابي",
    submit: "حذف حسابي",
    deleted: "حُذف حسابك.",
  },
};
