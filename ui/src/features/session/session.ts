import { createContext, useContext } from "react";
import type { Me, Status } from "../../lib/types";

/** Who is signed in, and to which kind of service. */
export interface SignedIn {
  me: Me;
  /** Their name in its order. */
  fullName: string;
  mode: Status["mode"];
}

export const SessionContext = createContext<SignedIn | null>(null);

/** For what is shown only to someone who is signed in. */
export function useSession(): SignedIn {
  const session = useContext(SessionContext);
  if (!session) throw new Error("shown outside of a session");
  return session;
}
