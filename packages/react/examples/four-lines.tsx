import { createSignIn, PhoneSignIn } from "@sixdigit/react";
import { client } from "./client.ts";

const signIn = createSignIn(client);
export const SignInPage = () => <PhoneSignIn signIn={signIn} />;
