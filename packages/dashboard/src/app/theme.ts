import { type CSSVariablesResolver, createTheme } from "@mantine/core";

/** Shades that keep 4.5 : 1 on both backgrounds. */
export const theme = createTheme({
  primaryColor: "cyan",
  primaryShade: { light: 9, dark: 9 },
  autoContrast: false,
  defaultRadius: "sm",
  fontFamily: "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace",
  headings: {
    fontWeight: "650",
    sizes: {
      h1: { fontSize: "1.375rem", lineHeight: "1.3" },
      h2: { fontSize: "1.0625rem", lineHeight: "1.35" },
      h3: { fontSize: "0.9375rem", lineHeight: "1.4" },
    },
  },
  components: {
    Button: { defaultProps: { size: "sm", fw: 600 } },
    ActionIcon: { defaultProps: { size: "lg" } },
    Text: { defaultProps: { size: "sm" } },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
});

/** Mantine's own dimmed, placeholder and light-variant colours are below WCAG AA on some of its backgrounds. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#4d5761",
    "--mantine-color-placeholder": "#5c6670",
    "--mantine-color-anchor": "#0b6075",
    "--mantine-color-error": "#b42318",
    "--mantine-color-body": "#ffffff",
    "--stanch-ground": "#f6f8f9",
    "--stanch-line": "#dde3e7",
    "--stanch-hover": "#eef4f6",
    "--stanch-chosen": "#dff1f5",
  },
  dark: {
    "--mantine-color-dimmed": "#a7b0b8",
    "--mantine-color-placeholder": "#98a2ab",
    "--mantine-color-anchor": "#5fd0e3",
    "--mantine-color-error": "#ff9a90",
    "--mantine-color-body": "#171b1f",
    "--stanch-ground": "#101316",
    "--stanch-line": "#2c343a",
    "--stanch-hover": "#20272c",
    "--stanch-chosen": "#12333b",
  },
});

/** The one-time word of this page that its style elements carry: the policy lets no other in. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.nonce ?? "";
}
