/**
 * The screens with made-up data and without the Rust side: `npm run dev`, then /dev/preview.html?scene=NAME#/PLACE.
 * Never part of the build, which begins at index.html.
 */
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "../src/app/styles.css";
import { createRoot } from "react-dom/client";
import { createHashRouter } from "react-router";
import { App } from "../src/app/App";
import { createQueryClient } from "../src/app/queryClient";
import { routes } from "../src/app/routes";
import { SCENES } from "./scenes";

const parameters = new URLSearchParams(window.location.search);
const scene = SCENES[parameters.get("scene") ?? "full"];
if (!scene) throw new Error(`scenes: ${Object.keys(SCENES).join(", ")}`);
scene().install();

const root = document.getElementById("root");
if (!root) throw new Error("preview.html has no #root");
createRoot(root).render(<App queryClient={createQueryClient()} createRouter={() => createHashRouter(routes)} />);
