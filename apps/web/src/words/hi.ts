import { plural } from "@sixdigit/react";
import { hi as signIn } from "@sixdigit/react/words/hi";
import type { Words } from "./types.ts";

export const words: Words = {
  signIn,
  language: "भाषा",
  loading: "लोड हो रहा है…",
  close: "बंद करें",
  tryAgain: "फिर से कोशिश करें",
  unreachable: {
    title: "सेवा जवाब नहीं दे रही",
    lead: "अभी उस तक पहुँच नहीं हो पा रही। कुछ खोया नहीं है: थोड़ी देर में फिर से कोशिश करें।",
  },
  notFound: {
    title: "ऐसा कोई पेज नहीं है",
    lead: "पता पुराना या गलत लिखा हो सकता है।",
    toStart: "शुरुआत पर जाएँ",
  },
  notices: {
    welcome: "स्वागत है! आप साइन इन हैं।",
    welcomeBack: "आप साइन इन हैं।",
    signedOut: "आप साइन आउट हो गए हैं।",
    endedElsewhere: "यहाँ आपका सत्र समाप्त हो गया। आगे बढ़ने के लिए साइन इन करें।",
  },
  account: {
    title: "आपका खाता",
    phone: "फ़ोन नंबर",
    since: "कब से साइन इन हैं",
    member: "कब से सदस्य हैं",
    signOut: "साइन आउट करें",
  },
  devices: {
    title: "आप कहाँ साइन इन हैं",
    thisDevice: "यह डिवाइस",
    unknown: "कोई डिवाइस",
    browserOn: (browser, os) => `${os} पर ${browser}`,
    lastUsed: (when) => `पिछला इस्तेमाल: ${when}`,
    signedIn: (when) => `साइन इन: ${when}`,
    end: "समाप्त करें",
    endOf: (device) => `${device} का सत्र समाप्त करें`,
    endOthers: "बाकी सब समाप्त करें",
    confirmEnd: (device) => `${device} का सत्र समाप्त करें?`,
    confirmOthers: (count) =>
      plural("hi", count, { one: "दूसरा सत्र समाप्त करें?", other: `बाकी ${count} सत्र समाप्त करें?` }),
    consequence: "उसे इस्तेमाल करने वाले को फिर से साइन इन करना होगा।",
    cancel: "रहने दें",
    ending: (device) => `${device} का सत्र समाप्त हो रहा है।`,
    endingOthers: "बाकी सभी सत्र समाप्त हो रहे हैं।",
    undo: "वापस लें",
    ended: "समाप्त हो गया।",
    kept: "कुछ भी समाप्त नहीं हुआ।",
    failed: "यह नहीं हो सका। कुछ भी समाप्त नहीं हुआ: फिर से कोशिश करें।",
    loadFailed: "आपके डिवाइस लोड नहीं हो सके।",
  },
  history: {
    title: "हाल के साइन इन",
    empty: "अभी कुछ नहीं।",
    newBrowser: "नया ब्राउज़र",
    afterFailures: "गलत कोड के बाद",
    loadFailed: "लोड नहीं हो सका।",
  },
  ownData: {
    title: "आपका डेटा",
    lead: "यहाँ आपके बारे में जो कुछ रखा है, एक फ़ाइल में: आपका नंबर, सत्र, साइन इन और संदेश।",
    download: "मेरा डेटा डाउनलोड करें",
    started: "आपका डाउनलोड शुरू हो गया है।",
    delete: "मेरा खाता हटाएँ",
  },
  deletion: {
    title: "अपना खाता हटाएँ",
    consequence: "आपका खाता और उसके सभी सत्र हमेशा के लिए हट जाएँगे।",
    sentTo: "हमने कोड SMS से इस नंबर पर भेजा है:",
    keep: "मेरा खाता रहने दें",
    submit: "मेरा खाता हटाएँ",
    deleted: "आपका खाता हटा दिया गया है।",
  },
};
