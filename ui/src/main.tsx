import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./app/styles.css";
import { createRoot } from "react-dom/client";
import { createHashRouter } from "react-router";
import { App } from "./app/App";
import { tellRustColours } from "./app/colours";
import { readFirst } from "./app/firstReads";
import { beNoBrowser } from "./app/noBrowser";
import { createQueryClient } from "./app/queryClient";
import { routes } from "./app/routes";

/** The hash, because the window's pages are files: a path of the router's own would be looked for on the disk. */
function createRouter(place: string | null) {
  window.location.hash = place ?? "/";
  return createHashRouter(routes);
}

beNoBrowser();
tellRustColours();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const queryClient = createQueryClient();
void readFirst(queryClient).then(() =>
  createRoot(root).render(<App queryClient={queryClient} createRouter={createRouter} />),
);
