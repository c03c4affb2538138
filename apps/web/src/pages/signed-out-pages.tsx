import { Route, Switch } from "wouter";
import { OtpPage } from "./otp-page.tsx";
import { PhonePage } from "./phone-page.tsx";

/** The two steps of signing in. They bring the numbering plans of the world, so they are loaded on their own. */
export function SignedOutPages() {
  return (
    <Switch>
      <Route path="/otp" component={OtpPage} />
      <Route component={PhonePage} />
    </Switch>
  );
}
