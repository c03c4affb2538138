import { lazy, Suspense, useEffect } from "react";
import { Redirect, Route, Switch } from "wouter";
import { useAuth } from "./auth/use-auth.ts";
import { ErrorBoundary } from "./errors/error-boundary.tsx";
import { AccountPage } from "./pages/account-page.tsx";
import { LoadingPage, NotFoundPage, UnreachablePage } from "./pages/message-pages.tsx";
import { Layout } from "./ui/layout.tsx";
import { Toasts } from "./ui/toasts.tsx";

const loadSignIn = () => import("./pages/signed-out-pages.tsx");
const SignedOutPages = lazy(async () => ({ default: (await loadSignIn()).SignedOutPages }));

export function App() {
  return (
    <Layout>
      <ErrorBoundary fallback={<UnreachablePage onRetry={() => location.reload()} />}>
        <Suspense fallback={<LoadingPage />}>
          <Pages />
        </Suspense>
      </ErrorBoundary>
      <Toasts />
    </Layout>
  );
}

/** Which pages there are depends on who is signed in; an address that belongs to the other state leads back. */
function Pages() {
  const auth = useAuth();
  useSignInLoadedEarly();
  if (auth.status === "loading") return <LoadingPage />;
  if (auth.status === "unreachable") return <UnreachablePage onRetry={auth.refresh} />;
  const { account, signOut } = auth;
  const signIn = account ? <Redirect to="/account" replace /> : <SignedOutPages />;
  return (
    <Switch>
      <Route path="/">{signIn}</Route>
      <Route path="/otp">{signIn}</Route>
      <Route path="/account">
        {account ? <AccountPage account={account} signOut={signOut} /> : <Redirect to="/" replace />}
      </Route>
      <Route>
        <NotFoundPage />
      </Route>
    </Switch>
  );
}

/** The sign-in pages come while the session is asked for, not after it. Should that fail, `lazy` tells of it. */
function useSignInLoadedEarly() {
  useEffect(() => {
    if (location.pathname !== "/account") loadSignIn().catch(() => undefined);
  }, []);
}
