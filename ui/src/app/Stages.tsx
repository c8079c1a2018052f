import { Center, Loader } from "@mantine/core";
import { Activity, type ComponentProps, useEffect, useMemo, useRef, useState } from "react";
import { RouterProvider } from "react-router";
import { ReadProblem } from "../components/ReadProblem";
import { useDeepLinkListener } from "../features/session/deepLink";
import { LockedScreen } from "../features/session/LockedScreen";
import { useStatus } from "../features/session/queries";
import { SessionContext } from "../features/session/session";
import { CreateAccountForm } from "../features/start/CreateAccountForm";
import { FirstStartScreen } from "../features/start/FirstStartScreen";
import { SignInScreen } from "../features/start/SignInScreen";
import { keepFocus } from "../lib/focus";
import { unexpected } from "../lib/never";
import { useText } from "../lib/text";
import type { Me, Status } from "../lib/types";
import { ArrivalContext, useArrivalPlace } from "./arrival";
import { useInvalidation } from "./invalidation";
import { LeaveQuestion } from "./LeaveQuestion";
import { useOnlineNotice } from "./online";
import { lastPath, PlaceContext, PlaceKeeper } from "./place";
import { accountOf, useScreens } from "./screens";

type Router = ComponentProps<typeof RouterProvider>["router"];

/** Makes the router of a session, which begins at a place, or else at the start. */
export type CreateRouter = (place: string | null) => Router;

/** Shows what belongs to where one stands: a question of the start, or the session's screens. */
export function Stages({ createRouter }: { createRouter: CreateRouter }) {
  useInvalidation();
  useOnlineNotice();
  useDeepLinkListener();
  useEffect(keepFocus, []);
  const status = useStatus();
  const arrival = useRef<string | null>(null);
  if (status.data) {
    return (
      <ArrivalContext value={arrival}>
        <LeaveQuestion />
        <Stage status={status.data} createRouter={createRouter} />
      </ArrivalContext>
    );
  }
  if (status.error) {
    return (
      <Center component="main" h="100dvh">
        <ReadProblem problem={status.error} onRetry={() => void status.refetch()} />
      </Center>
    );
  }
  return <Starting />;
}

/** The screens of the session, and before them a question where one has to answer one first. */
function Stage({ status, createRouter }: { status: Status; createRouter: CreateRouter }) {
  const screens = useScreens(status);
  return (
    <>
      {screens && (
        <Activity mode={screens.hidden ? "hidden" : "visible"}>
          <Session
            key={screens.session.me.id}
            me={screens.session.me}
            fullName={screens.session.fullName}
            mode={screens.mode}
            createRouter={createRouter}
          />
        </Activity>
      )}
      {(!screens || screens.hidden) && <Question status={status} typedKept={screens !== null} />}
    </>
  );
}

/** What is asked, or said, where the session's screens are not shown. */
function Question({ status, typedKept }: { status: Status; typedKept: boolean }) {
  switch (status.stage) {
    case "firstStart":
      return <FirstStartScreen />;
    case "createAccount":
      return <CreateAccountForm />;
    case "signIn":
      // What was typed for one account is nothing for another, least of all for another server.
      return <SignInScreen key={accountOf(status)} status={status} typedKept={typedKept} />;
    case "signedIn":
      if (!status.session?.lock) return <Starting />;
      return <LockedScreen lock={status.session.lock} account={status.session.me.account} />;
    default:
      return unexpected(status.stage, null);
  }
}

interface SessionProps {
  me: Me;
  fullName: string;
  mode: Status["mode"];
  createRouter: CreateRouter;
}

function Session({ me, fullName, mode, createRouter }: SessionProps) {
  const arrival = useArrivalPlace();
  const place = usePlaceOf(me.id);
  // It begins there, so that no other screen is drawn and read for first.
  const [router] = useState(() => createRouter(arrival.current ?? lastPath(place.get(), me)));
  useEffect(() => {
    arrival.current = null;
  }, [arrival]);
  const session = useMemo(() => ({ me, fullName, mode }), [me, fullName, mode]);
  return (
    <SessionContext value={session}>
      <PlaceContext value={place}>
        <RouterProvider router={router} />
      </PlaceContext>
    </SessionContext>
  );
}

function usePlaceOf(user: string): PlaceKeeper {
  const [place] = useState(() => new PlaceKeeper(user));
  useEffect(() => {
    const write = () => place.write();
    window.addEventListener("pagehide", write);
    return () => {
      window.removeEventListener("pagehide", write);
      write();
    };
  }, [place]);
  return place;
}

function Starting() {
  const t = useText();
  return (
    <Center component="main" h="100dvh">
      <Loader aria-label={t("starting")} role="status" />
    </Center>
  );
}
