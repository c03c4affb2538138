import { measure, measurePage } from "./measure.ts";

/** kB after gzip. */
export const LIMITS = {
  "createSignIn, usePhoneSignIn, useSession": 6,
  "<PhoneSignIn /> at once": 15,
  "<PhoneSignIn /> with the numbering plans": 45,
  "the first view of the web app, with React": 110,
};

const HOOKS = ["createSignIn", "usePhoneSignIn", "useSession"];
const COMPONENT = ["createSignIn", "PhoneSignIn"];

/** Bytes after gzip. @param page the built `index.html` */
export async function sizes(page: string): Promise<Record<keyof typeof LIMITS, number>> {
  const [hooks, component] = [await measure(HOOKS), await measure(COMPONENT)];
  return {
    "createSignIn, usePhoneSignIn, useSession": hooks.first,
    "<PhoneSignIn /> at once": component.first,
    "<PhoneSignIn /> with the numbering plans": component.all,
    "the first view of the web app, with React": measurePage(page),
  };
}
