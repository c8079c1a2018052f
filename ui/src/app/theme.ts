import { Badge, type CSSVariablesResolver, createTheme, type MantineColorsTuple, Tooltip } from "@mantine/core";

// The blue of Roster's icon, evened out so that shade 6 carries white text (5.9 : 1).
const roster: MantineColorsTuple = [
  "#eef1fd",
  "#dde3fa",
  "#bbc6f4",
  "#96a6ec",
  "#7489e5",
  "#5a71dd",
  "#4358d0",
  "#374ab4",
  "#2d3d96",
  "#25327b",
];

// A grey with a little blue in it; shade 6 is the lightest that may carry text on white (5.2 : 1).
const gray: MantineColorsTuple = [
  "#f7f8fa",
  "#eff1f5",
  "#e4e8ee",
  "#d3d9e2",
  "#b6bfcb",
  "#8d97a6",
  "#626c7b",
  "#48515f",
  "#333b47",
  "#1e242d",
];

const dark: MantineColorsTuple = [
  "#e3e7ed",
  "#c2c9d3",
  "#a3adbb",
  "#7b8696",
  "#414a57",
  "#343c47",
  "#282f39",
  "#1c2129",
  "#161a21",
  "#101318",
];

// Warnings and dangers dark enough for white text on them (shade 6), and to be read on their own light shades (9).
const yellow: MantineColorsTuple = [
  "#fffaf0",
  "#fdf0d2",
  "#fae0a5",
  "#f5cb6e",
  "#ecb441",
  "#d3961f",
  "#99650a",
  "#835609",
  "#6d480a",
  "#5a3b0a",
];

const red: MantineColorsTuple = [
  "#fef4f3",
  "#fde3e1",
  "#fbcbc7",
  "#f6a49e",
  "#ef7b73",
  "#df4f46",
  "#c6302a",
  "#a92722",
  "#8c211d",
  "#6f1b18",
];

export const theme = createTheme({
  primaryColor: "roster",
  primaryShade: { light: 6, dark: 6 },
  colors: { roster, gray, dark, yellow, red },
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "0.75rem", sm: "0.84375rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  headings: {
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  focusRing: "auto",
  components: {
    Badge: Badge.extend({ defaultProps: { tt: "none" } }),
    // Beside what they explain, not at the end of the document, where they would belong to no landmark.
    Tooltip: Tooltip.extend({ defaultProps: { withinPortal: false, floatingStrategy: "fixed" } }),
  },
});

/** Mantine's defaults for dimmed text, placeholders and errors fall short of WCAG's 4.5 : 1; these do not. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#5b6574",
    "--mantine-color-placeholder": "#626c7b",
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": "#374ab4",
    "--roster-focus": "#374ab4",
    "--roster-sidebar": "#f4f6f9",
    "--roster-line": "#e4e8ee",
    "--roster-hover": "#f4f6fb",
    "--roster-surface": "#ffffff",
  },
  dark: {
    "--mantine-color-dimmed": "#a3adbb",
    "--mantine-color-placeholder": "#97a2b1",
    "--mantine-color-error": "#ff9a90",
    "--mantine-color-anchor": "#a9b6f3",
    "--roster-focus": "#a9b6f3",
    "--roster-sidebar": "#161a21",
    "--roster-line": "#313945",
    "--roster-hover": "#232933",
    "--roster-surface": "#1c2129",
  },
});
