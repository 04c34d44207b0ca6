import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./app.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiProblem } from "./api/client.ts";
import { router } from "./app/router.tsx";
import { styleNonce, theme, variables } from "./app/theme.ts";

// What locks scrolling behind a dialogue writes its own style element, and asks for its nonce by this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // Answers that say no stay no; a server that restarts is asked again.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status > 0 && error.status < 500),
    },
    mutations: { retry: false },
  },
});

const place = document.querySelector("#root");
if (place === null) throw new TypeError("index.html has no #root");
createRoot(place).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-right" autoClose={8000} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
