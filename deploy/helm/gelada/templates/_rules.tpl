{{/*
What each part of Gelada asks the API server for, and nothing else. The tests hold these rules
against what `gelada doctor` says that the plug-ins need, verb by verb.
*/}}

{{/* Finding targets, their owners, and what speaks against touching them. */}}
{{- define "gelada.rules.read" -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
- apiGroups: [apps]
  resources: [deployments, statefulsets, replicasets]
  verbs: [get, list]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list]
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get{{ if eq .Values.rbac.scope "cluster" }}, list{{ end }}]
{{- range .Values.rbac.owners }}
- apiGroups: [{{ if eq . "jobs" }}batch{{ else if eq . "rollouts" }}argoproj.io{{ else }}apps{{ end }}]
  resources: [{{ . }}]
  verbs: [get, list]
{{- end }}
{{- end -}}

{{- define "gelada.rules.events" -}}
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end -}}

{{- define "gelada.rules.evict" -}}
- apiGroups: [""]
  resources: [pods/eviction]
  verbs: [create]
{{- end -}}

{{- define "gelada.rules.delete" -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [delete]
{{- end -}}

{{- define "gelada.rules.scale" -}}
- apiGroups: [apps]
  resources: [deployments, statefulsets, replicasets]
  verbs: [get, patch]
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list]
{{- end -}}

{{- define "gelada.rules.latency" -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get]
- apiGroups: [""]
  resources: [pods/ephemeralcontainers]
  verbs: [patch]
{{- end -}}

{{- define "gelada.rules.blackhole" -}}
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, create, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, create, delete]
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list, patch]
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [list]
{{- end -}}

{{- define "gelada.rules.nodes" -}}
- apiGroups: [""]
  resources: [nodes]
  verbs: [get, list, patch]
{{- end -}}

{{/* A drained node's pods are evicted wherever they are, if they opted in. */}}
{{- define "gelada.rules.drain" -}}
- apiGroups: [""]
  resources: [pods]
  verbs: [get, list]
- apiGroups: [""]
  resources: [pods/eviction]
  verbs: [create]
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [get, list]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list]
{{- end -}}

{{- define "gelada.rules.readNodes" -}}
- apiGroups: [""]
  resources: [nodes]
  verbs: [get, list]
{{- end -}}

{{/*
The trail, its archives and its marker lie in Gelada's own namespace, and so does the Lease. Archives
are named after what is in them, so that only the trail itself can be granted by its name.
*/}}
{{- define "gelada.rules.home" -}}
- apiGroups: [""]
  resources: [configmaps]
  verbs: [get, list, create, delete]
- apiGroups: [""]
  resources: [configmaps]
  resourceNames: [{{ .Values.trail.name }}]
  verbs: [update]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [gelada]
  verbs: [get, update]
{{- end -}}

{{/* Its uid tells this cluster from others. */}}
{{- define "gelada.rules.identity" -}}
- apiGroups: [""]
  resources: [namespaces]
  resourceNames: [kube-system]
  verbs: [get]
{{- end -}}

{{/*
A role and its binding. {root, name, namespace}: without a namespace for the whole cluster.
*/}}
{{- define "gelada.grant" -}}
{{- $cluster := empty .namespace }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if $cluster }}ClusterRole{{ else }}Role{{ end }}
metadata:
  name: {{ if $cluster }}{{ include "gelada.clusterName" .root }}{{ else }}{{ include "gelada.fullname" .root }}{{ end }}-{{ .name | kebabcase }}
  {{- if not $cluster }}
  namespace: {{ .namespace }}
  {{- end }}
  labels:
    {{- include "gelada.labels" .root | nindent 4 }}
rules:
  {{- include (printf "gelada.rules.%s" .name) .root | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ if $cluster }}ClusterRoleBinding{{ else }}RoleBinding{{ end }}
metadata:
  name: {{ if $cluster }}{{ include "gelada.clusterName" .root }}{{ else }}{{ include "gelada.fullname" .root }}{{ end }}-{{ .name | kebabcase }}
  {{- if not $cluster }}
  namespace: {{ .namespace }}
  {{- end }}
  labels:
    {{- include "gelada.labels" .root | nindent 4 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ if $cluster }}ClusterRole{{ else }}Role{{ end }}
  name: {{ if $cluster }}{{ include "gelada.clusterName" .root }}{{ else }}{{ include "gelada.fullname" .root }}{{ end }}-{{ .name | kebabcase }}
subjects:
  - kind: ServiceAccount
    name: {{ include "gelada.serviceAccount" .root }}
    namespace: {{ .root.Release.Namespace }}
{{- end -}}
