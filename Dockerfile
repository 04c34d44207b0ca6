# docker build -t stanch . && docker run --rm --read-only --network none -v "$PWD:/work:ro" stanch
# Nothing of it writes: it runs as a user without a home, on a read-only root, on a read-only mount.
FROM node:24-slim AS build
WORKDIR /src
COPY . .
# Installs by the lock file, without install scripts, and builds.
RUN ./stanch --version

FROM node:24-slim
# git is asked for ranges of commits; ssh and certificates are for clones that are deepened.
RUN apt-get update \
  && apt-get install -y --no-install-recommends git ca-certificates openssh-client \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/dist /opt/stanch
RUN ln -s /opt/stanch/stanch.mjs /usr/local/bin/stanch
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["stanch"]
CMD ["scan", "."]
