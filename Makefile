# The commands of this project; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo mocks test check lint format build config bench bench-ledger reloads crash tamper oracle clean packages

# A crashing test must end, not sit in the backtracer.
export SWIFT_BACKTRACE := enable=no

SWIFT_SOURCES := Sources Tests Benchmarks Package.swift
ARGS ?=

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

packages:
	@scripts/install-packages

demo: packages ## build, start the gateway and mock registries on loopback, ask sample questions, stay up (ARGS="--port 9443")
	@scripts/demo $(ARGS)

mocks: packages ## the mock registries alone, with certificates of their own (ARGS="--population FILE --state DIR --admin-port N")
	@scripts/mocks $(ARGS)

# Five processes one after the other: the suites that open sockets, keep deadlines and start programs do not share two cores with the
# property tests.
SOCKETS := ^(GatewayHTTPTests|CurlTransportTests|MocksTests)\.
# The conformance list against every shipped adapter: it measures time as well.
CONFORMANCE := ^ConformanceTests\.
# Database servers, processes that are killed, threads that wait for a disk.
STORAGE := ^LedgerStorageTests\.
STORIES := ^ScenarioTests\.

test: packages ## the whole suite
	swift build --build-tests
	swift test --skip-build --skip '$(SOCKETS)' --skip '$(CONFORMANCE)' --skip '$(STORAGE)' --skip '$(STORIES)'
	swift test --skip-build --filter '$(SOCKETS)'
	swift test --skip-build --filter '$(CONFORMANCE)'
	swift test --skip-build --filter '$(STORAGE)'
	swift test --skip-build --filter '$(STORIES)'

check: lint test config ## strict format, warnings as errors, architecture, tests, configuration

lint: ## strict format check
	swift format lint --strict --recursive --parallel $(SWIFT_SOURCES)

format: ## formats in place
	swift format format --in-place --recursive --parallel $(SWIFT_SOURCES)

build: packages
	swift build --build-tests

config: build ## every mistake in Config/ at once
	@mkdir -p .build/config-check
	@scripts/make-pki .build/config-check
	@GATEWAYD=.build/debug/gatewayd scripts/write-settings .build/config-check 8443 2026-03-01
	.build/debug/gatewayd check-config --config .build/config-check/gatewayd.json

bench: packages ## load on the release daemon: throughput, latency, CPU per verification (ARGS="--peers" compares)
	@scripts/bench $(ARGS)

bench-ledger: packages ## the ledger beside a plain batched commit of as many bytes, and its growth to a million entries (ARGS="--suite aes-256-gcm")
	scripts/build-release gateway-ledger
	.build/release/gateway-ledger $(ARGS)

reloads: build ## a thousand reloads under load lose no request (the tests do a hundred)
	GATEWAYD_RELOADS=1000 swift test --skip-build --filter '^ScenarioTests\.ReloadStormTests'

crash: build ## the ledger's process killed ten thousand times, at every call of a commit, and left without power as often (the tests do two hundred)
	GATEWAYD_CRASHES=10000 swift test --skip-build --filter '^LedgerStorageTests\.(CrashTests|InjectionTests|PowerLossTests)'

tamper: packages ## every byte, row and tail of a ledger of a thousand entries changed, and the audit asked each time (the tests draw a sample; ARGS="--seed 2")
	scripts/build-release ledger-tamper
	.build/release/ledger-tamper $(ARGS)

oracle: packages ## a million generated lives: every yes and no of the merging beside what is true (ARGS="--lives 100000 --spoilt 0")
	scripts/build-release gateway-oracle
	.build/release/gateway-oracle $(ARGS)

clean: ## removes everything that was built or started from here
	rm -rf .build .demo
