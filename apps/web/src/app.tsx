import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { Redirect, Route, Switch } from "wouter";
import type { Account } from "./account/account-page.tsx";
import { ErrorBoundary } from "./errors/error-boundary.tsx";
import { LoadingPage, NotFoundPage, UnreachablePage } from "./pages/message-pages.tsx";
import { SignInPage } from "./pages/sign-in-page.tsx";
import { useAuth } from "./session/use-auth.ts";
import { useGreeting } from "./session/use-greeting.ts";
import { useSessionNotices } from "./session/use-session-notices.ts";
import { Layout } from "./ui/layout.tsx";
import { Snackbars } from "./ui/snackbars.tsx";

const AccountPage = lazy(async () => ({
  default: (await import("./account/account-page.tsx")).AccountPage,
}));

const DeletePage = lazy(async () => ({
  default: (await import("./account/delete-page.tsx")).DeletePage,
}));

const DIGITS_OF_THE_MARK = 6;

export function App() {
  const { status } = useAuth();
  const [typed, setTyped] = useState({ digits: 0, of: DIGITS_OF_THE_MARK });
  const noteTyped = useCallback((digits: number, of: number) => setTyped({ digits, of }), []);
  return (
    <Layout mark={status === "signed-in" ? { digits: typed.of, of: typed.of } : typed}>
      <ErrorBoundary fallback={<UnreachablePage onRetry={() => location.reload()} />}>
        <Suspense fallback={<LoadingPage />}>
          <Pages onTyped={noteTyped} />
        </Suspense>
      </ErrorBoundary>
      <Snackbars />
    </Layout>
  );
}

/** Which pages there are depends on who is signed in; an address that belongs to the other state leads back. */
function Pages({ onTyped }: { onTyped: (digits: number, of: number) => void }) {
  const session = useAuth();
  useSessionNotices(session);
  const { greeting, greet } = useGreeting(session);
  if (session.status === "loading") return <LoadingPage />;
  if (session.status === "unreachable") return <UnreachablePage onRetry={session.retry} />;
  const isSignedIn = session.status === "signed-in";
  const ofAccount = (page: (account: Account) => ReactNode) =>
    session.status === "signed-in" ? page(session) : <Redirect to="/" replace />;
  const signInPage = isSignedIn ? (
    <Redirect to="/account" replace />
  ) : (
    <SignInPage onTyped={onTyped} onWelcome={greet} />
  );
  return (
    <Switch>
      {/* One route for both steps, so that it is one sign-in that goes through them. */}
      <Route path={/^\/(?:otp\/?)?$/}>{signInPage}</Route>
      {/* By session: nothing stays of one whose place another tab has given to the next. */}
      <Route path="/account">
        {ofAccount((account) => (
          <AccountPage key={account.session.id} account={account} greeting={greeting} />
        ))}
      </Route>
      <Route path="/account/delete">
        {ofAccount(({ session: { id }, user }) => (
          <DeletePage key={id} user={user} />
        ))}
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}
