import { useRouteError } from "react-router";
import { ErrorScreen } from "./ErrorScreen";

/** The router catches what its screens throw before the boundary around it does. */
export function RouteError() {
  return <ErrorScreen error={useRouteError()} />;
}
