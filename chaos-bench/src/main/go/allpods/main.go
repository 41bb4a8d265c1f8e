// Command allpods imitates what chaoskube reads and does, on the client library that it uses: for each line on its
// input one list of all pods in one answer, one of the running pods of each owner, one of these, a deletion. It answers
// each line with the milliseconds, its own peak memory in KiB, the live heap in KiB (asked for by a line "live"), and
// the victim.
package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"strings"
	"time"

	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	config, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		began := time.Now()
		victim, pods, err := round(client)
		if err != nil {
			return err
		}
		took := time.Since(began).Milliseconds()
		fmt.Printf("%d %d %d %s\n", took, peak(), live(in.Text()), victim)
		runtime.KeepAlive(pods)
	}
	return nil
}

func round(client kubernetes.Interface) (string, *v1.PodList, error) {
	ctx := context.Background()
	pods, err := client.CoreV1().Pods("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return "", nil, err
	}
	byOwner := map[types.UID][]*v1.Pod{}
	var owners []types.UID
	for i := range pods.Items {
		pod := &pods.Items[i]
		if pod.Status.Phase != v1.PodRunning || pod.DeletionTimestamp != nil || len(pod.OwnerReferences) == 0 {
			continue
		}
		owner := pod.OwnerReferences[0].UID
		if byOwner[owner] == nil {
			owners = append(owners, owner)
		}
		byOwner[owner] = append(byOwner[owner], pod)
	}
	alike := byOwner[owners[rand.Intn(len(owners))]]
	victim := alike[rand.Intn(len(alike))]
	err = client.CoreV1().Pods(victim.Namespace).Delete(ctx, victim.Name, metav1.DeleteOptions{})
	return victim.Namespace + "/" + victim.Name, pods, err
}

func peak() int {
	status, _ := os.ReadFile("/proc/self/status")
	for _, line := range strings.Split(string(status), "\n") {
		var kib int
		if n, _ := fmt.Sscanf(line, "VmHWM: %d", &kib); n == 1 {
			return kib
		}
	}
	return 0
}

func live(asked string) uint64 {
	if asked != "live" {
		return 0
	}
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc / 1024
}
